# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command-line client `openstack`, started once and asked many times: a start costs a second, a question 50 ms.

    PYTHON-OF-THE-CLIENT client.py --serve SOCKET     answers questions until it is told to end by a signal
    python client.py SOCKET CLOUD WORDS...            asks one; prints the answer as JSON, `null` for what is not there

It is the real client, `openstackclient.shell`, in its own environment; each cloud has its own shell, as if typed at its prompt.
"""

from __future__ import annotations

import io
import json
import re
import socket
import sys
from pathlib import Path
from typing import NamedTuple

ABSENT = re.compile(r"No \S+ found for|could not be found|does not exist|not found|No (\S+ ){1,3}with a name or ID of", re.IGNORECASE)


class Answer(NamedTuple):
    """What a command said: its exit status and output; ``err`` holds its complaints."""

    status: int
    out: str
    err: str


def ask(path: str, cloud: str, *words: str) -> Answer:
    """Have the server at the socket ``path`` run ``openstack --os-cloud CLOUD WORDS``."""
    with socket.socket(socket.AF_UNIX) as link:
        link.connect(path)
        link.sendall(json.dumps([cloud, *words]).encode())
        link.shutdown(socket.SHUT_WR)
        return Answer(*json.loads(link.makefile("rb").read()))


def view(path: str, cloud: str, *words: str) -> object:
    """What a command shows, decoded; None when what it shall show is not there. Raises RuntimeError for other failures."""
    answer = ask(path, cloud, *words, "-f", "json")
    if answer.status == 0:
        return json.loads(answer.out)
    if ABSENT.search(answer.err):
        return None
    raise RuntimeError(f"openstack --os-cloud {cloud} {' '.join(words)}: {answer.err.strip()}")


class Shells:
    """One client shell for each cloud, logged in once."""

    def __init__(self) -> None:
        self.known: dict[str, object] = {}
        self.real_out, self.real_err = sys.stdout, sys.stderr
        sys.stdout = self.out = io.StringIO()  # before the shells: they and their log handlers keep what they find
        sys.stderr = self.err = io.StringIO()

    def run(self, cloud: str, words: list[str]) -> Answer:
        """One command in the shell of a cloud."""
        from openstackclient.shell import OpenStackShell

        for stream in (self.out, self.err):
            stream.seek(0)
            stream.truncate()
        try:
            if cloud in self.known:
                status = self.known[cloud].run_subcommand(words)
            else:
                shell = OpenStackShell()
                status = shell.run(["--os-cloud", cloud, *words])
                if getattr(shell, "client_manager", None) is not None:
                    self.known[cloud] = shell
        except SystemExit as error:  # a mistake in the words
            status = error.code if isinstance(error.code, int) else 2
        return Answer(status, self.out.getvalue(), self.err.getvalue())


def serve(path: str) -> None:
    """Answer questions, one after the other."""
    shells = Shells()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen()
        while True:
            link, _address = server.accept()
            with link:
                cloud, *words = json.loads(link.makefile("rb").read())
                link.sendall(json.dumps(shells.run(cloud, words)).encode())


def main(argv: list[str]) -> int:
    """The command line."""
    if argv[0] == "--serve":
        Path(argv[1]).unlink(missing_ok=True)
        serve(argv[1])
    try:
        print(json.dumps(view(*argv)))
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
