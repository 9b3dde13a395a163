# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SQLite files that many threads of one service write to, made right for every SQLAlchemy session.

SQLite has one writer per file. A transaction that reads first and writes later fails at once ("database is locked",
SQLITE_BUSY_SNAPSHOT) when somebody else wrote in between, whatever the busy timeout is. So no transaction is opened before
it is known to write:

* Reads run in autocommit mode: each statement sees what is committed (READ COMMITTED, the default of PostgreSQL, on which the
  services run too). Nothing is held between two statements, so an idle session blocks nobody and no snapshot grows old.
* The first statement that writes, and a ``SELECT ... FOR UPDATE``, takes the database's writer lock and a ``BEGIN IMMEDIATE``.
  A transaction that oslo.db knows to be a writer does so before its first statement: what it reads cannot change under it.
* The writer lock lives in this process (a service is one process) and is fair: first come, first served, without polling.
  SQLite's own busy timeout remains for other processes, such as a management command.
* A second connection that writes in a thread that is inside a write transaction already could never get the lock. It joins that
  transaction as a savepoint; what it commits becomes visible to others with the outer commit.

All of this sits below SQLAlchemy, in the class of the DBAPI connection, and therefore holds for sessions of any origin.
"""

from __future__ import annotations

import collections
import itertools
import os
import re
import sqlite3
import threading
import time

LOCK_TIMEOUT = 60  # seconds; far above any honest transaction, below the RPC timeouts that would hide a deadlock
BUSY_TIMEOUT = 30000  # milliseconds, against writers in other processes
FOR_UPDATE = " /* FOR UPDATE */"

_READS = {"SELECT", "PRAGMA", "EXPLAIN", "VALUES"}
_VERB = re.compile(r"\s*(\w+)")
_WRITING_CTE = re.compile(r"\b(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)
_savepoints = itertools.count()


def _reads_only(sql):
    """Whether a statement leaves the database alone and locks nothing."""
    verb = _VERB.match(sql).group(1).upper()
    if verb == "WITH":
        return not _WRITING_CTE.search(sql)
    return verb in _READS and FOR_UPDATE not in sql


class WriterLock:
    """The right to write to one database file: fair, and it knows the connection and the thread that hold it."""

    _all = {}
    _all_guard = threading.Lock()

    def __init__(self, name):
        self.name = name
        self.connection = self.thread = self.since = None
        self._guard = threading.Lock()
        self._waiting = collections.deque()

    @classmethod
    def of(cls, path):
        """The one lock of a database file in this process."""
        path = os.path.realpath(path)
        with cls._all_guard:
            return cls._all.setdefault(path, cls(os.path.basename(path)))

    def _give(self, connection, thread):
        self.connection, self.thread, self.since = connection, thread, time.monotonic()

    def acquire(self, connection):
        """Wait for the lock; sqlite3.OperationalError ("database is locked") after LOCK_TIMEOUT seconds."""
        turn = threading.Lock()
        entry = (connection, threading.current_thread(), turn)
        with self._guard:
            if self.connection is None:
                self._give(*entry[:2])
                return
            turn.acquire()
            self._waiting.append(entry)
        if turn.acquire(timeout=LOCK_TIMEOUT):
            return
        with self._guard:
            if self.connection is connection:  # handed over in the last moment
                return
            self._waiting.remove(entry)
            held = time.monotonic() - self.since
            raise sqlite3.OperationalError(f"database is locked: {self.name}, for {held:.0f} s by thread {self.thread.name}")

    def release(self):
        """Hand the lock to whoever has waited longest."""
        with self._guard:
            if self._waiting:
                connection, thread, turn = self._waiting.popleft()
                self._give(connection, thread)
                turn.release()
            else:
                self.connection = self.thread = self.since = None


class Cursor:
    """A cursor that finds its connection at execution time and leaves no half-read statement behind.

    An unfinished SELECT would keep an old snapshot open, from which the connection could not start to write.
    """

    def __init__(self, connection):
        self.connection = connection
        self.arraysize = 1
        self.description, self.rowcount, self.lastrowid = None, -1, None
        self._rows = collections.deque()

    def _run(self, how, sql, parameters):
        site = self.connection.site_of(sql)
        self.description = None
        if site is not None:
            raw = sqlite3.Connection.cursor(site)
            getattr(raw, how)(sql, parameters)
            self._rows = collections.deque(raw.fetchall())
            self.description, self.rowcount, self.lastrowid = raw.description, raw.rowcount, raw.lastrowid
            raw.close()
        return self

    def execute(self, sql, parameters=()):
        """As in DB-API 2.0."""
        return self._run("execute", sql, parameters)

    def executemany(self, sql, parameters):
        """As in DB-API 2.0."""
        return self._run("executemany", sql, parameters)

    def fetchone(self):
        """As in DB-API 2.0."""
        return self._rows.popleft() if self._rows else None

    def fetchmany(self, size=None):
        """As in DB-API 2.0."""
        return [self._rows.popleft() for _row in range(min(size or self.arraysize, len(self._rows)))]

    def fetchall(self):
        """As in DB-API 2.0."""
        rows, self._rows = list(self._rows), collections.deque()
        return rows

    def __iter__(self):
        return iter(self.fetchone, None)

    def close(self):
        """As in DB-API 2.0."""
        self._rows.clear()


class Connection(sqlite3.Connection):
    """A connection whose transaction starts with its first write; see the module's text."""

    def __init__(self, path, **kwargs):
        super().__init__(path, **{**kwargs, "isolation_level": None})
        self._lock = WriterLock.of(path)
        self._writes = 0  # counts the write transactions of this connection, so that a guest notices the end of its host's
        self._writing = False
        self._host = None  # (connection, its count, name of the savepoint) while taking part in another one's transaction
        for pragma in ("journal_mode = WAL", "synchronous = OFF", "foreign_keys = ON", f"busy_timeout = {BUSY_TIMEOUT}"):
            self._raw("PRAGMA " + pragma)

    def _raw(self, sql):
        return sqlite3.Connection.cursor(self).execute(sql).fetchall()

    def cursor(self, factory=None):
        """As in DB-API 2.0; the factory is not used."""
        return Cursor(self)

    def execute(self, sql, parameters=()):
        """As in sqlite3, by a cursor of this module."""
        return self.cursor().execute(sql, parameters)

    def executemany(self, sql, parameters):
        """As in sqlite3, by a cursor of this module."""
        return self.cursor().executemany(sql, parameters)

    def site_of(self, sql):
        """The connection to run a statement on, in a write transaction if it needs one; None when that is all it asks for.

        A plain BEGIN can wait; BEGIN IMMEDIATE and EXCLUSIVE cannot.
        """
        begin = sql.lstrip()[:5].upper() == "BEGIN"
        if not (begin and len(sql.split()) == 1 or _reads_only(sql)):
            self.begin_write()
        return None if begin else self._live_host() or self

    def begin_write(self):
        """Be in a write transaction from now on: an own one, or the one that this thread has open already."""
        if self._writing or self._live_host():
            return
        holder = self._lock.connection
        if holder is not None and self._lock.thread is threading.current_thread():
            name = f"guest_{next(_savepoints)}"
            holder._raw("SAVEPOINT " + name)
            self._host = (holder, holder._writes, name)
            return
        self._lock.acquire(self)
        try:
            self._raw("BEGIN IMMEDIATE")
        except BaseException:
            self._lock.release()
            raise
        self._writing = True
        self._writes += 1

    def _live_host(self):
        if self._host:
            connection, count, _name = self._host
            if connection._writing and connection._writes == count:
                return connection
            self._host = None  # the host ended its transaction and this part of it
        return None

    def _leave_host(self, *statements):
        host, name = self._live_host(), self._host and self._host[2]
        self._host = None
        try:
            for statement in statements if host else ():
                host._raw(f"{statement} {name}")
        except sqlite3.OperationalError as error:
            if "no such savepoint" not in str(error):  # an outer savepoint that ended took this one with it
                raise

    def _end(self, statement):
        if self.in_transaction:  # SQLite itself rolls back after some errors
            self._raw(statement)
        self._writing = False
        self._lock.release()

    def commit(self):
        """As in DB-API 2.0; nothing to do when nothing was written."""
        if self._writing:
            self._end("COMMIT")
        elif self._host:
            self._leave_host("RELEASE")

    def rollback(self):
        """As in DB-API 2.0; nothing to do when nothing was written."""
        if self._writing:
            self._end("ROLLBACK")
        elif self._host:
            self._leave_host("ROLLBACK TO", "RELEASE")

    def close(self):
        """As in DB-API 2.0; an open transaction is rolled back."""
        self.rollback()
        super().close()


def _patch_sqlalchemy():
    import sqlalchemy
    from sqlalchemy.dialects.sqlite import base, pysqlite

    @sqlalchemy.event.listens_for(pysqlite.SQLiteDialect_pysqlite, "do_connect")
    def use_our_connection(dialect, record, arguments, options):
        if arguments[0] != ":memory:":
            options["factory"] = Connection

    # SQLAlchemy leaves FOR UPDATE out for SQLite; as a comment it tells the connection that rows are to be locked
    base.SQLiteCompiler.for_update_clause = lambda self, select, **kwargs: FOR_UPDATE


def _patch_oslo_db():
    import sqlalchemy
    from oslo_db import exception
    from oslo_db.sqlalchemy import enginefacade, engines, exc_filters, orm

    @exc_filters.filters("sqlite", sqlalchemy.exc.OperationalError, r"^.*database (table )?is locked.*")
    def locked(error, match, engine_name, is_disconnect):
        raise exception.DBDeadlock(error)  # what the services' own retry decorators wait for

    @engines._init_connection_args.dispatch_for("sqlite")
    def keep_connections(url, engine_args, kwargs):
        # oslo.db makes a connection per transaction, and SQLite parses the whole schema anew for each
        if engine_args.get("poolclass") is sqlalchemy.pool.NullPool:
            engine_args.update(poolclass=sqlalchemy.pool.QueuePool, pool_size=4, max_overflow=-1)

    create_session = enginefacade._AbstractTransactionFactory._create_session

    def _create_session(self, mode, bind=None):
        session = create_session(self, mode, bind)
        session.info["devcloud_writer"] = mode is enginefacade._WRITER
        return session

    enginefacade._AbstractTransactionFactory._create_session = _create_session

    @sqlalchemy.event.listens_for(orm.Session, "after_begin")
    def begin_writer(session, transaction, connection):
        begin_write = getattr(connection.connection.dbapi_connection, "begin_write", None)
        if begin_write and session.info.get("devcloud_writer"):
            begin_write()


def apply():
    """Patch this process. Call it before any service is imported."""
    _patch_sqlalchemy()
    _patch_oslo_db()
