# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An interpreter for ordinary modules that runs each one in a fork of a process which has imported it.

An ordinary module takes about 0.45 s of the processor before it does anything: ansible-core sends it as a file that carries a zip of all
its Python code, and Python compiles that code in each task. `interpreter` makes a program for `ansible_python_interpreter` that hands the
file to a server instead. For each payload, known by the hash of its zip, the server has a process that has imported the module from that
zip; it forks for each task. So the code that runs is the code that was sent. The server itself imports nothing but the standard library,
`requests` and `yaml`.

The forms of the file and of the loader in it belong to ansible-core's internals: RELEASES says for which ones they are known.
"""

from __future__ import annotations

import ast
import base64
import gc
import importlib
import os
import socket
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

try:
    from tests.warm import compiled, forks
    from tests.warm.link import COLD
except ImportError:  # in the server, which has the folder of its own program alone
    import compiled
    import forks
    from link import COLD

RELEASES = ("2.19", "2.20", "2.21")
MARK = "_ansiballz_main("
PROGRAM = '''\
#!{python} -SEI
"""Runs a module that ansible-core sent in a fork of the server at {address}; anything else with the real interpreter."""
import os
import sys

sys.path.append({library!r})
REAL = {real!r}


def hand_over(file):
    """Have the server run the file; the exit status, or None when the file is none that the server knows."""
    with open(file, encoding="utf-8") as stream:
        text = stream.read()
    start = text.rfind("zip_data=")
    if {mark!r} not in text or start < 0:
        return None
    import link
    from _blake2 import blake2b

    key = blake2b(text[start : text.index(",", start)].encode(), digest_size=16).hexdigest()
    message = {{"payload": key, "file": file, "folder": os.getcwd(), "environment": dict(os.environ)}}
    return link.ask({address!r}, message, [0, 1, 2])


status = hand_over(sys.argv[1]) if len(sys.argv) == 2 and "AnsiballZ_" in sys.argv[1] else None
if status in (None, {cold}):
    os.execv(REAL, [REAL, *sys.argv[1:]])
os._exit(status)
'''


@contextmanager
def interpreter(folder: Path, kept: int = 24) -> Iterator[str]:
    """The path of an interpreter for ordinary modules, whose server runs as long as the block; with unknown releases the usual one.

    ``folder``: where both keep their files; its path must be short, as a socket is in it. ``kept``: how many payloads stay imported at a
    time, about 20 MB each.
    """
    if not forks.knows(RELEASES):
        yield sys.executable
        return
    address, program = str(folder / "modules"), folder / "python"
    base = getattr(sys, "_base_executable", sys.executable)
    facts = {"python": base, "real": sys.executable, "address": address, "library": str(Path(__file__).parent), "mark": MARK, "cold": COLD}
    program.write_text(PROGRAM.format(**facts))
    program.chmod(0o755)
    command = [sys.executable, __file__, address, str(kept)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd="/") as server:
        assert server.stdout and server.stdout.readline() == b"ready\n", "the server of modules does not start"
        try:
            yield str(program)
        finally:
            server.kill()


# -- in the server -------------------------------------------------------------------------------------------------------------------


def arguments(file: str) -> dict[str, Any]:
    """What the file of a module gives to its loader: the zip, the module's name, its options ..."""
    text = Path(file).read_text()
    call = ast.parse(text[text.rindex(MARK) :]).body[0]
    assert isinstance(call, ast.Expr) and isinstance(call.value, ast.Call)
    # the time of the call is no literal; it dates an entry of the zip that is not made here
    return {str(word.arg): ast.literal_eval(word.value) for word in call.value.keywords if word.arg != "date_time"}


def run_module(request: forks.Request, zipped: str) -> None:
    """Run a module as the file that ansible-core sent would."""
    request.enter()
    given = arguments(request.message["file"])
    sys.argv = [request.message["file"]]
    loader = importlib.import_module("ansible.module_utils._internal._ansiballz._loader")
    loader.run_module(
        json_params=given["params"].encode(),
        profile=given["profile"],
        module_fqn=given["module_fqn"],
        modlib_path=zipped,
        extensions=given["extensions"],
    )


def imported(file: str, zipped: str) -> None:
    """Import a module and all that it imports from its own zip; forget the module, which is run as a program."""
    given = arguments(file)
    Path(zipped).write_bytes(base64.b64decode(given["zip_data"]))
    sys.path.insert(0, zipped)
    importlib.import_module("ansible.module_utils._internal._ansiballz._loader")
    importlib.import_module(given["module_fqn"])
    del sys.modules[given["module_fqn"]]
    gc.freeze()


def serve_payload(link: socket.socket, file: str, zipped: str) -> None:
    """Run the tasks of one payload; they come over a link. One that cannot be imported is left to the usual interpreter."""
    try:
        imported(file, zipped)
    except BaseException:  # also SystemExit: a module that runs when it is imported
        forks.refuse(link)
        return
    request = forks.serve(link, forks.forwarded)
    if request:
        end_as(run_module, request, zipped)


def end_as(function: Any, *args: Any) -> None:
    """Call a function and end this process, with the exit status that the function asks for."""
    status = 0
    try:
        function(*args)
    except SystemExit as error:
        status = error.code if isinstance(error.code, int) else int(error.code is not None)
    except BaseException:
        traceback.print_exc()
        status = 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)  # at once: what this process has inherited is not its own to tidy up


class Payloads:
    """The processes that have imported a payload, by its key, in the order of their last use. ``kept``: how many there may be."""

    def __init__(self, address: str, kept: int) -> None:
        self.address = address
        self.kept = kept
        self.links: dict[str, socket.socket] = {}

    def take(self, listener: socket.socket) -> None:
        """Hand the next request on to the process of its payload, which is started when there is none."""
        request = forks.accept(listener)
        if not request:
            return
        key = request.message["payload"]
        link = self.links.pop(key, None) or self.start(request, listener)
        try:
            forks.forward(link, request)
        except ConnectionError:  # its process was killed: this task fails, the next one starts another
            link.close()
            return
        self.links[key] = link
        while len(self.links) > self.kept:
            self.links.pop(next(iter(self.links))).close()

    def start(self, request: forks.Request, listener: socket.socket) -> socket.socket:
        """Start the process of a payload -> the link to it, over which it gets the request, too."""
        mine, other = socket.socketpair()
        if not os.fork():
            request.close()
            for held in (request.caller, mine, listener, *self.links.values()):
                held.close()
            end_as(serve_payload, other, request.message["file"], f"{self.address}-{request.message['payload']}.zip")
        other.close()
        return mine


def main(address: str, kept: int) -> None:
    """Serve until the standard input ends."""
    for name in ("requests", "yaml"):
        importlib.import_module(name)
    compiled.keep_code("zipimport")
    sys.path.pop(0)  # this folder
    gc.freeze()
    listener = forks.listen(address)
    print("ready", flush=True)
    forks.serve(listener, Payloads(address, kept).take, lifeline=0)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
