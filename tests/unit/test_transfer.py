# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files on their way to a service and back: whole, hashed, in pieces, with a word on how far they are."""

from __future__ import annotations

import hashlib
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils import transfer
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.transport import Transport
from tests.unit.stub import Answer, Stub, serve

CONTENT = os.urandom(3 * transfer.PIECE + 17)
SHA256 = hashlib.sha256(CONTENT).hexdigest()
LIMIT = 100 << 20
HUGE = 160 << 20


@pytest.fixture
def stub() -> Iterator[Stub]:
    with serve() as running:
        running.play(Answer(204))
        yield running


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "content"
    path.write_bytes(CONTENT)
    return path


def send(stub: Stub, path: Path) -> tuple[str, list[str]]:
    """Upload a file -> the hash of what was sent, what was told."""
    told: list[str] = []
    http = Transport(sleep=lambda _seconds: None)
    with transfer.Upload(str(path), "image web", told.append) as body:
        http.send("PUT", stub.url + "/file", data=body)
        return body.digest, told


def test_a_file_is_sent_whole_with_its_length_and_its_progress(stub: Stub, file: Path) -> None:
    digest, told = send(stub, file)
    assert stub.requests[0].body == CONTENT
    assert digest == hashlib.sha512(CONTENT).hexdigest()
    assert told == [f"image web: {share} % of 3 MiB" for share in (33, 66, 99, 100)]


def test_a_file_that_is_sent_again_is_hashed_once(stub: Stub, file: Path) -> None:
    stub.play(Answer(503), Answer(204))
    digest, _told = send(stub, file)
    assert [request.body for request in stub.requests] == [CONTENT, CONTENT]
    assert digest == hashlib.sha512(CONTENT).hexdigest()


def test_an_empty_file_is_sent(stub: Stub, tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    digest, _told = send(stub, tmp_path / "empty")
    assert len(stub.requests) == 1
    assert digest == hashlib.sha512(b"").hexdigest()


def test_a_file_that_shrinks_is_told(file: Path) -> None:
    with transfer.Upload(str(file), "x", print) as body:
        os.truncate(file, 10)
        with pytest.raises(CloudError, match="became shorter while it was sent"):
            list(body)


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    for attempt in (transfer.located, lambda path: transfer.digest(path, "md5"), lambda path: transfer.Upload(path, "x", print)):
        with pytest.raises(CloudError, match=r"Cannot read .*nowhere: No such file or directory"):
            attempt(str(tmp_path / "nowhere"))


def test_a_slow_transfer_tells_every_ten_seconds() -> None:
    told: list[str] = []
    now = iter(range(0, 100, 4))
    meter = transfer.Meter("x", 1 << 30, told.append, clock=lambda: next(now))
    for done in range(1, 9):
        meter.at(done << 20)
    assert told == ["x: 0 % of 1 GiB", "x: 0 % of 1 GiB"]


# -- the other way -----------------------------------------------------------------------------------------------------------


def pieces(content: bytes = CONTENT) -> Iterator[bytes]:
    yield content[:100]
    yield content[100:]


def test_a_file_appears_when_it_is_complete(tmp_path: Path) -> None:
    path = tmp_path / "out"
    mask = os.umask(0o027)
    try:
        transfer.save(pieces(), str(path), "x", len(CONTENT), print, ("sha256", SHA256))
    finally:
        os.umask(mask)
    assert path.read_bytes() == CONTENT
    assert path.stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["out"]


@pytest.mark.parametrize(
    ("total", "check", "words"),
    [
        (len(CONTENT), ("sha256", "0" * 64), "What arrived has the sha256"),
        (len(CONTENT) + 1, None, "What arrived has 3145745 bytes, not 3145746"),
    ],
)
def test_what_is_not_right_leaves_the_file_as_it_was(tmp_path: Path, total: int, check: tuple[str, str] | None, words: str) -> None:
    path = tmp_path / "out"
    path.write_text("before")
    path.chmod(0o600)
    with pytest.raises(CloudError, match=words):
        transfer.save(pieces(), str(path), "x", total, print, check)
    assert path.read_text() == "before"
    assert os.listdir(tmp_path) == ["out"]
    transfer.save(pieces(), str(path), "x", None, print)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_download_that_breaks_off_is_told(stub: Stub, tmp_path: Path) -> None:
    stub.play(Answer(200, body="x" * 500000, fault="middle"))
    http = Transport(sleep=lambda _seconds: None)
    reply = http.send("GET", stub.url + "/file", headers={"Accept": "application/octet-stream"}, stream=True)
    with pytest.raises(CloudError, match="broke"):
        transfer.save(http.pieces(reply), str(tmp_path / "out"), "x", None, print)
    assert os.listdir(tmp_path) == []


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CloudError, match="Cannot write .*: No such file or directory"):
        transfer.save(pieces(), str(tmp_path / "no" / "out"), "x", None, print)


SPECIAL = {
    "a symbolic link": lambda path: path.symlink_to(path.parent / "target"),
    "a FIFO": os.mkfifo,
    "a directory": os.mkdir,
    "a socket": lambda path: os.mknod(path, stat.S_IFSOCK | 0o600),
}


@pytest.mark.parametrize("kind", SPECIAL)
@pytest.mark.parametrize("meanwhile", [False, True])
def test_only_a_regular_file_is_replaced(tmp_path: Path, kind: str, meanwhile: bool) -> None:
    path = tmp_path / "out"
    (tmp_path / "target").write_text("before")

    def arriving() -> Iterator[bytes]:
        if meanwhile:
            SPECIAL[kind](path)
        yield from pieces()

    if not meanwhile:
        SPECIAL[kind](path)
    before = os.lstat(path) if not meanwhile else None
    with pytest.raises(CloudError, match=f"out is {kind}, and only a regular file is replaced"):
        transfer.save(arriving(), str(path), "x", None, print)
    assert before is None or (before.st_ino, before.st_mode) == (os.lstat(path).st_ino, os.lstat(path).st_mode)
    assert sorted(os.listdir(tmp_path)) == ["out", "target"]
    assert (tmp_path / "target").read_text() == "before"


def test_a_device_is_not_replaced() -> None:
    """Only the check is called: a faulty download would replace the device of the machine if root runs the tests."""
    with pytest.raises(CloudError, match="/dev/null is a device, and only a regular file is replaced"):
        transfer.reject_special("/dev/null")


@pytest.mark.parametrize(("path", "kind"), [("fifo", "a FIFO"), ("/dev/null", "a device"), (".", "a directory"), ("link", "a FIFO")])
def test_only_a_regular_file_is_read(tmp_path: Path, path: str, kind: str) -> None:
    """To open a FIFO would block; a device has no size."""
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "link").symlink_to("fifo")
    with pytest.raises(CloudError, match=f"Cannot read .*: it is {kind}, not a regular file"):
        transfer.located(str(tmp_path / path))
    with pytest.raises(CloudError, match=f"Cannot read .*: it is {kind}, not a regular file"):
        transfer.read(str(tmp_path / path))


def test_a_small_file_is_read_as_bytes_or_text(tmp_path: Path) -> None:
    (tmp_path / "text").write_bytes("Grüße\r\n".encode())
    (tmp_path / "bytes").write_bytes(b"\xff")
    assert transfer.read_text(str(tmp_path / "text")) == "Grüße\r\n"
    assert transfer.read(str(tmp_path / "bytes")) == b"\xff"
    with pytest.raises(CloudError, match="Cannot read .*bytes: 'utf-8' codec can't decode"):
        transfer.read_text(str(tmp_path / "bytes"))


def test_where_a_download_goes(tmp_path: Path) -> None:
    assert transfer.find_target(f"{tmp_path}/x", "y") == str(tmp_path / "x")
    assert transfer.find_target(str(tmp_path), "y") == str(tmp_path / "y")
    (tmp_path / "link").symlink_to("nowhere")
    for dest, name, words in (
        (tmp_path, "..", "is a directory, and '..' is no name for a file"),
        (tmp_path, "a/b", "is a directory, and 'a/b' is no name for a file"),
        (tmp_path, "", "is a directory, and no name for a file is known"),
        (tmp_path / "none/x", "y", "Cannot write .*none/x: its folder does not exist"),
        (tmp_path, "link", "link is a symbolic link, and only a regular file is replaced"),
    ):
        with pytest.raises(CloudError, match=words):
            transfer.find_target(str(dest), name)


def test_a_file_with_a_long_name(tmp_path: Path) -> None:
    name = "\u20ac" * 80 + "x" * 15
    transfer.save(pieces(), str(tmp_path / name), "x", None, print)
    assert os.listdir(tmp_path) == [name]


DOWNLOAD = """
import os, sys
from ansible_collections.stratus.openstack.plugins.module_utils import transfer
if sys.argv[2] == "named":
    transfer.NewFile._open_nameless = lambda self: None
def pieces():
    yield b"half"
    print("half", flush=True)
    sys.stdin.read(1)
    yield b" and half"
transfer.save(pieces(), sys.argv[1], "x", 13, lambda line: None)
"""


def start_download(path: Path, way: str) -> subprocess.Popen[str]:
    """A process that has received half of a file, and gets the rest after a character on its standard input."""
    command = [sys.executable, "-c", DOWNLOAD, str(path), way]
    env = dict(os.environ, PYTHONPATH=os.pathsep.join(sys.path))
    run = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env)
    assert run.stdout.readline() == "half\n"
    return run


@pytest.mark.parametrize(("way", "number", "left"), [("nameless", "KILL", 0), ("named", "TERM", 0), ("named", "KILL", 1)])
def test_what_a_killed_download_leaves(tmp_path: Path, way: str, number: str, left: int) -> None:
    """Nothing. Where a file must have a name from the start, the next download of the same file removes it, but not that of a live one."""
    path = tmp_path / "out"
    path.write_text("before")
    other = start_download(path, "named")
    run = start_download(path, way)
    run.send_signal(getattr(signal, f"SIG{number}"))
    assert run.wait() == (143 if number == "TERM" else -9)
    assert (path.read_text(), len(os.listdir(tmp_path))) == ("before", 2 + left)
    transfer.save(pieces(), str(path), "x", None, print)
    assert (path.read_bytes(), len(os.listdir(tmp_path))) == (CONTENT, 2)
    other.communicate("x")
    assert (other.returncode, path.read_text(), os.listdir(tmp_path)) == (0, "half and half", ["out"])
    for process in (run, other):
        process.stdin.close()
        process.stdout.close()


# -- memory ------------------------------------------------------------------------------------------------------------------

SENDER = """
import socket, sys, threading
from ansible_collections.stratus.openstack.plugins.module_utils import transfer, transport
server = socket.create_server(("127.0.0.1", 0))
def swallow():
    link, _address = server.accept()
    head = b""
    while b"\\r\\n\\r\\n" not in head:
        head += link.recv(65536)
    head, body = head.split(b"\\r\\n\\r\\n", 1)
    left = int(head.lower().split(b"content-length: ")[1].split(b"\\r\\n")[0]) - len(body)
    while left:
        left -= len(link.recv(min(left, 1 << 20)))
    link.sendall(b"HTTP/1.1 204 No Content\\r\\n\\r\\n")
threading.Thread(target=swallow, daemon=True).start()
with transfer.Upload(sys.argv[1], "x", print) as body:
    transport.Transport().send("PUT", "http://127.0.0.1:%d/file" % server.getsockname()[1], data=body)
"""


def test_an_upload_never_holds_the_file_in_memory(tmp_path: Path) -> None:
    with (tmp_path / "sparse").open("wb") as sparse:
        sparse.truncate(HUGE)
    # its own peak; what getrusage() tells includes the memory of the process that started it
    script = SENDER + "print(*(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))\n"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-c", script, tmp_path / "sparse"]
    ended = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    assert int(ended.stdout.splitlines()[-1]) * 1024 < LIMIT
