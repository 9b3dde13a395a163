# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The dev cloud's SQLite connections under threads."""
from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.devcloud.runtime import sqlite

READ = "SELECT number FROM counter"
THREADS, ROUNDS = 8, 10


@pytest.fixture
def connect(tmp_path: Path) -> Iterator[Callable[[], sqlite.Connection]]:
    """Connections to a database with one counter, at 0."""
    made = []

    def new() -> sqlite.Connection:
        made.append(sqlite3.connect(tmp_path / "file.db", factory=sqlite.Connection, check_same_thread=False))
        return made[-1]

    first = new()
    first.execute("CREATE TABLE counter (number INTEGER)")
    first.execute("INSERT INTO counter VALUES (0)")
    first.commit()
    yield new
    for connection in made:
        connection.close()


def number(connection: sqlite.Connection) -> int:
    """The counter, as a connection sees it."""
    return connection.execute(READ).fetchone()[0]


def add(connection: sqlite.Connection, by: int = 1) -> None:
    """Add to the counter, in the transaction that is open or opens."""
    connection.execute("UPDATE counter SET number = number + ?", (by,))


def in_threads(work: Callable[[], None]) -> list[BaseException]:
    """Run `work` in THREADS threads; returns what they raised."""
    errors: list[BaseException] = []

    def guarded() -> None:
        try:
            work()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=guarded) for _unused in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


@pytest.mark.parametrize("read", [READ + sqlite.FOR_UPDATE, "BEGIN IMMEDIATE"])
def test_no_update_is_lost_when_rows_are_locked(connect: Callable[[], sqlite.Connection], read: str) -> None:
    def work() -> None:
        connection = connect()
        for _unused in range(ROUNDS):
            connection.execute("BEGIN")
            connection.execute(read)
            found = number(connection)
            connection.execute("UPDATE counter SET number = ?", (found + 1,))
            connection.commit()

    assert in_threads(work) == []
    assert number(connect()) == THREADS * ROUNDS


def test_a_transaction_that_has_read_old_values_can_still_write(connect: Callable[[], sqlite.Connection]) -> None:
    reader, writer = connect(), connect()
    reader.execute("BEGIN")
    assert number(reader) == 0
    add(writer)
    writer.commit()
    add(reader)  # on a snapshot of its own this would fail: "database is locked"
    reader.commit()
    assert number(writer) == 2


def test_a_half_read_result_is_in_nobodys_way(connect: Callable[[], sqlite.Connection]) -> None:
    reader, writer = connect(), connect()
    rows = reader.execute("SELECT 1 UNION SELECT 2")
    assert rows.fetchone() == (1,)
    add(writer)
    writer.commit()
    add(reader)
    reader.commit()
    assert list(rows) == [(2,)]


def test_others_see_what_is_committed_only(connect: Callable[[], sqlite.Connection]) -> None:
    writer, reader = connect(), connect()
    add(writer)
    assert (number(writer), number(reader)) == (1, 0)
    writer.rollback()
    assert number(writer) == 0


def test_a_second_writer_of_a_thread_joins_the_first(connect: Callable[[], sqlite.Connection]) -> None:
    outer, inner, other = connect(), connect(), connect()
    add(outer)
    add(inner, 10)
    assert (number(outer), number(inner), number(other)) == (11, 11, 0)
    inner.rollback()
    assert number(outer) == 1
    add(inner, 100)
    inner.commit()
    outer.commit()
    assert number(other) == 101


def test_a_guest_outlives_its_host(connect: Callable[[], sqlite.Connection]) -> None:
    outer, inner = connect(), connect()
    add(outer)
    add(inner, 10)
    outer.commit()
    inner.rollback()  # too late: the host has committed both
    add(inner, 100)
    inner.commit()
    assert number(outer) == 111


def test_who_waits_too_long_is_told_for_whom(connect: Callable[[], sqlite.Connection], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "LOCK_TIMEOUT", 0.05)
    holder = connect()
    add(holder)
    errors = in_threads(lambda: add(connect()))
    assert len(errors) == THREADS
    assert all(str(error).startswith("database is locked: file.db") and "MainThread" in str(error) for error in errors)
    holder.commit()
    assert number(connect()) == 1


def test_an_error_keeps_the_lock_until_the_rollback(connect: Callable[[], sqlite.Connection]) -> None:
    broken, other = connect(), connect()
    add(broken)
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        broken.execute("INSERT INTO nowhere VALUES (1)")
    broken.rollback()
    assert in_threads(lambda: number(connect())) == []  # each its own: since Python 3.12, threads that share a connection may read nothing
    add(other)
    other.commit()
    assert number(broken) == 1


@pytest.mark.parametrize("statement", [READ, "PRAGMA user_version", "EXPLAIN " + READ, "WITH x AS (SELECT 1) SELECT * FROM x"])
def test_reading_takes_no_lock(connect: Callable[[], sqlite.Connection], statement: str) -> None:
    connection = connect()
    connection.execute("BEGIN")
    connection.execute(statement)
    assert not connection.in_transaction
    assert sqlite.WriterLock.of(connection.execute("PRAGMA database_list").fetchone()[2]).connection is None
