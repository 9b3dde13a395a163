# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The token store: who may read it, what it trusts, and that many processes can use it at once."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import shutil
import stat
import tempfile
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.stratus.openstack.plugins.module_utils import config, runner, token_cache
from ansible_collections.stratus.openstack.plugins.module_utils.token_cache import Store

NOBODY = 65534


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "a" / "cache"


def stored(folder: Path) -> Path:
    return Path(Store(str(folder), "k").path)


def test_what_is_saved_is_loaded(folder: Path) -> None:
    Store(str(folder), "k").save({"access": {"token": "t"}, "names": {"n": "\u00e9"}})
    Store(str(folder), "k").save({"names": {"m": 1}})
    assert Store(str(folder), "k").load() == {"access": {"token": "t"}, "names": {"m": 1}}
    assert Store(str(folder), "another").load() == {}


def test_only_the_owner_can_read_it(folder: Path) -> None:
    old = os.umask(0)
    try:
        Store(str(folder), "k").save({"a": 1})
    finally:
        os.umask(old)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert "k" not in {path.name for path in folder.iterdir()}


def test_nothing_is_left_behind(folder: Path) -> None:
    store = Store(str(folder), "k")
    for number in range(5):
        store.save({"a": number})
    assert sorted(path.name.removeprefix(store.name) for path in folder.iterdir()) == ["", ".save"]


def test_a_folder_that_others_can_enter_is_not_used(folder: Path) -> None:
    folder.mkdir(parents=True)
    folder.chmod(0o750)
    store = Store(str(folder), "k")
    store.save({"a": 1})
    assert (store.usable, store.load(), list(folder.iterdir())) == (False, {}, [])


@pytest.mark.parametrize("end", ["", "/", "//", "/."])
def test_a_folder_behind_a_link_is_not_used(folder: Path, tmp_path: Path, end: str) -> None:
    (tmp_path / "real").mkdir(mode=0o700)
    folder.parent.mkdir()
    folder.symlink_to(tmp_path / "real")
    store = Store(str(folder) + end, "k")
    store.save({"a": 1})
    with store.lock("login"):
        assert list((tmp_path / "real").iterdir()) == []
    assert store.problem == "it is a symbolic link"


@pytest.mark.parametrize("parent", [0o755, 0o777, 0o1777])
def test_a_folder_that_is_swapped_for_a_link(folder: Path, tmp_path: Path, parent: int) -> None:
    """Who may rename in the folder above, as in one that all may write to, leads no token elsewhere, and has none of his believed."""
    store = Store(str(folder), "k")
    store.save({"access": {"token": "mine"}})
    folder.parent.chmod(parent)
    trap = tmp_path / "trap"
    shutil.copytree(folder, trap)
    trap.chmod(0o700)
    (trap / store.name).write_text('{"access": {"token": "theirs"}}')
    folder.rename(folder.with_name("away"))
    folder.symlink_to(trap)
    store.save({"names": {"a": "1"}})
    with store.lock("login"):
        assert store.load() == {}
    assert (trap / store.name).read_text() == '{"access": {"token": "theirs"}}'
    assert sorted(path.name for path in trap.iterdir()) == [store.name, store.name + ".save"]


def test_a_folder_that_is_swapped_while_it_is_written_to(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was looked at is what is written to, whatever stands in its place by then."""
    store, trap, real = Store(str(folder), "k"), tmp_path / "trap", os.fstat
    trap.mkdir(mode=0o700)

    def swap(descriptor: int) -> os.stat_result:
        found = real(descriptor)
        if folder.exists() and not folder.is_symlink():
            folder.rename(folder.with_name("away"))
            folder.symlink_to(trap)
        return found

    with monkeypatch.context() as patched:
        patched.setattr(token_cache.os, "fstat", swap)
        store.save({"a": 1})
    assert [path.name for path in folder.with_name("away").iterdir()] == [store.name + ".save"]
    assert list(trap.iterdir()) == []


def give_away(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a path belong to another user; without the right to do that, be another one."""
    if os.geteuid() == 0:
        os.chown(path, NOBODY, NOBODY)
    else:
        monkeypatch.setattr(token_cache.os, "geteuid", lambda: path.stat().st_uid + 1)


def test_a_folder_of_someone_else_is_not_used(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = Store(str(folder), "k")
    mine.save({"a": 1})
    give_away(folder, monkeypatch)
    store = Store(str(folder), "k")
    store.save({"a": 2})
    assert "it belongs to another user" in store.problem
    assert (store.load(), mine.load(), json.loads(stored(folder).read_text())) == ({}, {}, {"a": 1})


def as_nobody(folder: str, answer: Any) -> None:
    """What another user has of the folder."""
    if os.geteuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    else:
        token_cache.os.geteuid = lambda: NOBODY
    store = Store(folder, "k")
    store.save({"access": {"token": "theirs"}})
    with store.lock("login"):
        answer.put((store.load(), store.problem))


def test_two_users_of_one_folder() -> None:
    """The first one has it; the other one goes without, reads nothing of it and leaves nothing in it."""
    with tempfile.TemporaryDirectory() as above:
        Path(above).chmod(0o1777)
        folder = Path(above, "shared")
        mine = Store(str(folder), "k")
        mine.save({"access": {"token": "mine"}})
        context = multiprocessing.get_context("fork")
        answer = context.Queue()
        other = context.Process(target=as_nobody, args=(str(folder), answer))
        other.start()
        load, problem = answer.get(timeout=60)
        other.join(60)
        assert load == {}
        assert problem == "Permission denied" or problem.startswith("it belongs to another user")
        assert mine.load() == {"access": {"token": "mine"}}
        assert {path.stat().st_uid for path in folder.iterdir()} == {os.geteuid()}


@pytest.mark.parametrize("umask", [0o000, 0o077, 0o277, 0o777])
def test_whatever_the_umask_nobody_else_gets_in(folder: Path, umask: int) -> None:
    folder.parent.mkdir()
    old = os.umask(umask)
    try:
        store = Store(str(folder), "k")
        store.save({"a": 1})
        assert store.load() in ({"a": 1}, {})  # without a mode that lets the owner in there is no cache
    finally:
        os.umask(old)
    assert not any(path.stat().st_mode & 0o077 for path in [folder, *folder.iterdir()])
    folder.chmod(0o700)


def test_what_a_killed_process_left_goes_and_a_neighbour_s_work_stays(folder: Path, tmp_path: Path) -> None:
    store = Store(str(folder), "k")
    (tmp_path / "victim").write_text("mine")
    left, begun, link, other = (
        folder / name for name in (f"{store.name}.{'0' * 16}", f"{store.name}.{'1' * 16}", f"{store.name}.{'2' * 16}", "x")
    )
    for path in (left, begun, other):
        path.write_text('{"access": {"tok')
    link.symlink_to(tmp_path / "victim")
    for path in (left, other, link):
        os.utime(path, (0, 0), follow_symlinks=False)
    store.save({"a": 1})
    assert {path.name for path in folder.iterdir()} == {store.name, store.name + ".save", begun.name, other.name}
    assert (tmp_path / "victim").read_text() == "mine"


def test_where_no_folder_can_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = Store(str(tmp_path / "file" / "cache"), "k")
    store.save({"a": 1})
    with store.lock("login"):
        assert store.load() == {}


def a_link(path: Path) -> None:
    path.rename(path.with_suffix(".else"))
    path.symlink_to(path.with_suffix(".else"))


def a_second_name(path: Path) -> None:
    os.link(path, path.with_suffix(".else"))


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path, 0o600)


def content(text: bytes) -> Any:
    return lambda path: path.write_bytes(text)


@pytest.mark.parametrize(
    "spoil",
    [
        a_link,
        a_second_name,
        a_folder,
        a_pipe,
        lambda path: path.chmod(0o640),
        lambda path: path.chmod(0o604),
        Path.unlink,
        content(b""),
        content(b'{"a": '),
        content(b"[1]"),
        content(b"null"),
        content(b"\xff\xfe\x00"),
        content(b"[" * 200_000),
        content(b'{"a": "' + b"x" * token_cache.MAX_BYTES + b'"}'),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_ignored(folder: Path, spoil: Any) -> None:
    Store(str(folder), "k").save({"a": 1})
    spoil(stored(folder))
    before = {path: path.read_bytes() for path in folder.glob("*.else")}
    store = Store(str(folder), "k")
    assert store.load() == {}
    store.save({"b": 2})
    assert store.load() == ({} if stored(folder).is_dir() else {"b": 2})  # it is replaced, or there is no cache
    assert {path: path.read_bytes() for path in before} == before


def test_a_file_of_someone_else_is_ignored(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(str(folder), "k")
    store.save({"a": 1})
    give_away(stored(folder), monkeypatch)
    assert store.load() == {}


def test_a_read_only_folder_is_no_reason_to_fail(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(str(folder), "k")
    store.save({"a": 1})
    real = os.open

    def refused(name: str, flags: int, *rest: Any, **more: Any) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR):
            raise OSError(errno.EROFS, "Read-only file system")
        return real(name, flags, *rest, **more)

    monkeypatch.setattr(token_cache.os, "open", refused)
    store.save({"a": 2})
    with store.lock("login"):
        assert store.load() == {"a": 1}


def test_a_link_is_replaced_and_its_target_left_alone(folder: Path, tmp_path: Path) -> None:
    store = Store(str(folder), "k")
    (tmp_path / "victim").write_text("mine")
    Path(store.path).symlink_to(tmp_path / "victim")
    Path(store.path + ".save").symlink_to(tmp_path / "victim")
    store.save({"a": 1})
    assert (tmp_path / "victim").read_text() == "mine"
    assert Store(str(folder), "k").load() == {"a": 1}


def test_a_full_disk_is_no_reason_to_fail(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(str(folder), "k")
    store.save({"a": 1})

    real = os.open

    def full(name: str, flags: int, *rest: Any, **more: Any) -> int:
        """A descriptor that takes no byte when a file is made, as on a full disk."""
        descriptor = real(name, flags, *rest, **more)
        if not flags & os.O_EXCL:
            return descriptor
        os.close(descriptor)
        return real("/dev/full", os.O_WRONLY)

    monkeypatch.setattr(token_cache.os, "open", full)
    store.save({"a": 2})
    assert store.load() == {"a": 1}
    assert sorted(path.name for path in folder.iterdir()) == [store.name, store.name + ".save"]


def write_often(folder: str, worker: int) -> None:
    store = Store(folder, "k")
    for number in range(40):
        store.save({f"worker {worker}": "x" * 3000 * (number % 3), f"last {worker}": number})


def read_often(folder: str, complaints: Any) -> None:
    store = Store(folder, "k")
    seen = 0
    for _unused in range(400):
        found = store.load()
        if len(found) < seen:
            complaints.put(f"{len(found)} keys after {seen}")
        seen = len(found)
    complaints.put(None)


def test_readers_never_see_a_part_and_no_write_is_lost(folder: Path) -> None:
    context = multiprocessing.get_context("fork")
    complaints = context.Queue()
    Store(str(folder), "k").save({})
    workers = [context.Process(target=write_often, args=(str(folder), worker)) for worker in range(8)]
    workers += [context.Process(target=read_often, args=(str(folder), complaints)) for _unused in range(2)]
    for worker in workers:
        worker.start()
    assert [complaints.get(timeout=60) for _unused in range(2)] == [None, None]
    for worker in workers:
        worker.join(60)
    assert {key: value for key, value in Store(str(folder), "k").load().items() if key.startswith("last")} == {
        f"last {worker}": 39 for worker in range(8)
    }


def count_alone(folder: str, counter: str) -> None:
    store = Store(folder, "k")
    for _unused in range(50):
        with store.lock("login"):
            path = Path(counter)
            path.write_text(str(int(path.read_text()) + 1))


def test_a_lock_is_held_by_one_at_a_time(folder: Path, tmp_path: Path) -> None:
    counter = tmp_path / "counter"
    counter.write_text("0")
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=count_alone, args=(str(folder), str(counter))) for _unused in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert counter.read_text() == "400"


def test_a_lock_that_is_never_given_back_ends_the_waiting(folder: Path) -> None:
    store = Store(str(folder), "k")
    now = [0.0]
    with store.lock("login"), open(store.path + ".login", "a") as stream:
        assert not token_cache.acquire_lock(stream, clock=lambda: now[0], sleep=lambda seconds: now.__setitem__(0, now[0] + 10))
    assert now[0] >= token_cache.LOCK_TIMEOUT


def test_a_login_that_a_person_confirms_is_waited_for(tmp_path: Path) -> None:
    login = {"auth_type": "v3oidcdeviceauthz", "auth": {"auth_url": "https://cloud.example/v3"}}
    stores = [
        runner.open_stores(folder, str(tmp_path / "run"), config.load(login, environ={}, files=[]))
        for folder in (None, str(tmp_path / "own"))
    ]
    assert [store.lock_timeout for store, _names, _complaints in stores] == [900, 900]


def test_the_file_is_json(folder: Path) -> None:
    Store(str(folder), "k").save({"a": 1})
    assert json.loads(stored(folder).read_text()) == {"a": 1}
