# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command-line client `openstack`, started once and asked many times: a start costs a second, a question 50 ms.

    PYTHON-OF-THE-CLIENT client.py FOLDER LEASE CLOUD...   answers questions until it is told to end by a signal

It also ends when `renew` was not called for LEASE seconds.

It is the real client, `openstackclient.shell`, in its own environment: one process for each cloud, with a socket in the folder, as if the
commands were typed at its prompt.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import re
import signal
import socket
import sys
import time
from pathlib import Path
from typing import NamedTuple

ABSENT = re.compile(
    r"No \S+ found for|could not (be found|find)|name \S+ didn't resolve|does not exist|not found|Unable to locate"
    r"|No (\S+ ){1,3}with a (type, )?name or ID of"
    r"|arguments are either duplicate or invalid",  # Octavia's rules have no names, and the client looks for one by its name
    re.IGNORECASE,
)


class Answer(NamedTuple):
    """What a command said: its exit status and output; ``err`` holds its complaints."""

    status: int
    out: str
    err: str


def address(folder: str, cloud: str) -> str:
    """The socket at which the client of a cloud answers."""
    return f"{folder}/{cloud}.client"


def ask(folder: str, cloud: str, *words: str) -> Answer:
    """Have a server run ``openstack --os-cloud CLOUD WORDS``."""
    with socket.socket(socket.AF_UNIX) as link:
        link.connect(address(folder, cloud))
        link.sendall(json.dumps(words).encode())
        link.shutdown(socket.SHUT_WR)
        return Answer(*json.loads(link.makefile("rb").read()))


def run(folder: str, cloud: str, *words: str) -> Answer:
    """Like `ask`, but with `-f json` the answer for what does not exist is `null`."""
    answer = ask(folder, cloud, *words)
    return Answer(0, "null", "") if words[-2:] == ("-f", "json") and is_absent(answer) else answer


def is_absent(answer: Answer) -> bool:
    """Whether a command failed since what it shall show is not there."""
    return answer.status != 0 and bool(ABSENT.search(answer.err))


def view(folder: str, cloud: str, *words: str) -> object:
    """What a command shows, decoded; None when what it shall show is not there. Raises RuntimeError for other failures."""
    answer = run(folder, cloud, *words, "-f", "json")
    if answer.status == 0:
        return json.loads(answer.out)
    raise RuntimeError(f"openstack --os-cloud {cloud} {' '.join(words)}: {answer.err.strip()}")


def serve(folder: str, cloud: str) -> None:
    """Answer the questions to one cloud. The client keeps its connections in classes: never two clouds in one process."""
    from openstackclient.shell import OpenStackShell

    sys.stdout, sys.stderr = out, err = io.StringIO(), io.StringIO()  # before the shell: it and its log handlers keep what they find
    shell = OpenStackShell()

    def run(words: list[str]) -> int:
        try:
            return shell.run_subcommand(words) if hasattr(shell, "client_manager") else shell.run(["--os-cloud", cloud, *words])
        except SystemExit as error:  # a mistake in the words
            return error.code if isinstance(error.code, int) else 2

    with socket.socket(socket.AF_UNIX) as server:
        server.bind(address(folder, cloud))
        server.listen()
        while True:
            for stream in (out, err):
                stream.seek(0)
                stream.truncate()
            link, _address = server.accept()
            with link:
                status = run(json.loads(link.makefile("rb").read()))
                link.sendall(json.dumps(Answer(status, out.getvalue(), err.getvalue())).encode())


def renew(folder: str) -> None:
    """Begin the lease of the server again."""
    Path(folder, "lease").touch()


def serve_all(folder: str, lease: float, clouds: list[str]) -> None:
    """One process for each cloud; the client is loaded once. They end together."""
    importlib.import_module("openstackclient.shell")
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    renew(folder)
    for cloud in clouds:
        if not os.fork():
            serve(folder, cloud)
    with contextlib.suppress(FileNotFoundError):
        while time.time() - Path(folder, "lease").stat().st_mtime < lease and not os.waitpid(-1, os.WNOHANG)[0]:
            time.sleep(5)
    os.killpg(0, signal.SIGTERM)


if __name__ == "__main__":
    serve_all(sys.argv[1], float(sys.argv[2]), sys.argv[3:])
