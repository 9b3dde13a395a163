# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the parts of the test suite stand on: the cache folder, virtual environments, the copy of the collection, timed steps."""

from __future__ import annotations

import contextlib
import fcntl
import functools
import hashlib
import os
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

try:
    from tests.inputs import Green, Project
except ImportError:  # in run.py, which has its own folder alone
    from inputs import Green, Project

ROOT = Path(__file__).resolve().parents[1]
CACHE = Path(os.environ.get("STRATUS_CACHE") or ROOT / ".cache").absolute()
COLLECTIONS = CACHE / "collections"
TREE = COLLECTIONS / "ansible_collections" / "stratus" / "openstack"
HOME = CACHE / "home"
REQUIREMENTS = ROOT / "tests" / "requirements"
# What a run leaves behind in the copy: not part of the collection, and worth keeping for the next run.
LEFT_ALONE = {".git", "__pycache__", ".pytest_cache", ".ruff_cache", ".ansible"}
SHOWN_ON_FAILURE = 150
# The releases of ansible-core that are tested, each with the Pythons that it supports on a controller, the first choice first. A new
# release is a line here, tests/requirements/ansible-RELEASE.in, and its version in newest.in.
RELEASES = {
    "2.17": ("3.11", "3.12"),
    "2.19": ("3.12", "3.13", "3.11"),
    "2.21": ("3.13", "3.12"),
}
PYTHONS = ("3.13", "3.12", "3.11")  # for environments of other tools, the first choice first


class Failed(Exception):
    """A step failed; the message says which, and ``output`` is what it printed."""

    def __init__(self, message: str, output: str = "") -> None:
        super().__init__(message)
        self.output = output


@contextlib.contextmanager
def locked(name: str) -> Iterator[None]:
    """Hold the lock ``name``, shared by all threads and by all processes that use this cache."""
    path = CACHE / "locks" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def environment(*paths: Path, **extra: str) -> dict[str, str]:
    """The environment of every step: ``paths`` in front of PATH, a home and Ansible folders in the cache, no cloud of the caller's."""
    config = Path.home() / ".config" / "pip"
    link = HOME / ".config" / "pip"
    with locked("home"):
        link.parent.mkdir(parents=True, exist_ok=True)
        if config.is_dir() and not link.is_symlink():
            link.symlink_to(config)
    foreign = ("ANSIBLE_", "OS_", "PYTHON", "MAKE", "VIRTUAL_ENV")
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(foreign)}
    own = {
        "PATH": os.pathsep.join([*map(str, paths), inherited.get("PATH", os.defpath)]),
        "HOME": str(HOME),
        "XDG_CACHE_HOME": str(CACHE / "xdg"),
        "PIP_CACHE_DIR": str(CACHE / "pip"),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "STRATUS_CACHE": str(CACHE),
        "ANSIBLE_HOME": str(CACHE / "ansible"),
        "ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS),
        "ANSIBLE_NOCOLOR": "1",
        "NO_COLOR": "1",
        "LC_ALL": "C.UTF-8",
    }
    return inherited | own | extra


class Part:
    """One named part of a run: its steps are timed, logged to ``<cache>/logs/<name>.log`` and, when ``stream``, shown as they run."""

    started = time.monotonic()

    def __init__(self, name: str, stream: bool = False) -> None:
        self.name = name
        self.stream = stream
        # Seconds of the processor that its steps have taken, by thread; without what goes on after them, such as the dev cloud.
        self.spent: dict[int, float] = {}
        self.log = CACHE / "logs" / f"{name}.log"
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.log.write_text("")

    def say(self, text: str) -> None:
        """Print one line of progress."""
        minutes, seconds = divmod(int(time.monotonic() - self.started), 60)
        print(f"{minutes:3d}:{seconds:02d}  {self.name:<20} {text}", flush=True)

    @contextlib.contextmanager
    def all_steps(self) -> Iterator[Callable[..., None]]:
        """Give a ``run`` that goes on after a failure; raise one Failed for all of them at the end."""
        failures: list[Failed] = []

        def run(*args: str | Path, **kwargs: object) -> None:
            try:
                self.run(*args, **kwargs)
            except Failed as error:
                failures.append(error)

        yield run
        if failures:
            raise Failed("; ".join(map(str, failures)), "\n".join(error.output for error in failures))

    @contextlib.contextmanager
    def step(self, what: str) -> Iterator[None]:
        """Announce ``what`` and say how long it took."""
        self.say(f"{what} ...")
        start, thread = time.monotonic(), threading.get_ident()
        before = self.spent.get(thread, 0.0)
        try:
            yield
        except BaseException:
            self.say(f"{what}: FAILED after {time.monotonic() - start:.1f} s")
            raise
        self.say(f"{what}: {time.monotonic() - start:.1f} s, {self.spent.get(thread, 0.0) - before:.1f} s of the processor")

    def run(
        self, what: str, *argv: str | Path, cwd: Path = TREE, env: dict[str, str] | None = None, inputs: set[Path] | None = None
    ) -> str:
        """Run a command as one step and return what it printed; raise Failed when it does not end with 0.

        ``inputs``: the files that the step depends on. It is skipped when it has passed with the same ones, unless everything is to run.
        """
        if inputs is None:
            with self.step(what):
                return self.quiet(what, *argv, cwd=cwd, env=env, stream=self.stream)
        green, key = self.green(what, *argv, inputs=inputs)
        if green.skips(what, key):
            self.say(f"{what}: skipped, since it passed with the same inputs")
            return ""
        green.keep({}, {what})
        output = self.run(what, *argv, cwd=cwd, env=env)
        green.keep({what: key}, set())
        return output

    def green(self, what: str, *argv: str | Path, inputs: set[Path]) -> tuple[Green, str]:
        """The keys with which a step has passed, and the key that it has now."""
        green = Green(CACHE / "green" / self.name / f"{re.sub(r'[^A-Za-z0-9.]+', '-', what)}.json")
        return green, Project(TREE).key(inputs, *map(str, argv))  # an environment's path has the hash of its pins

    def quiet(self, what: str, *argv: str | Path, cwd: Path = TREE, env: dict[str, str] | None = None, stream: bool = False) -> str:
        """Like ``run``, without a line of progress, and shown only on ``stream``."""
        lines: list[str] = []
        with self.log.open("a") as log:
            log.write(f"\n$ {' '.join(map(str, argv))}\n")
            log.flush()
            streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
            options = {"cwd": cwd, "env": env or environment(), "text": True, "errors": "replace"}
            with subprocess.Popen([str(arg) for arg in argv], **options, **streams) as process:
                for line in process.stdout or ():
                    lines.append(line)
                    log.write(line)
                    log.flush()
                    if stream:
                        print(line, end="", flush=True)
                _process, status, usage = os.wait4(process.pid, 0)
                process.returncode = os.waitstatus_to_exitcode(status)
        thread = threading.get_ident()
        self.spent[thread] = self.spent.get(thread, 0.0) + usage.ru_utime + usage.ru_stime
        if process.returncode:
            raise Failed(f"{what} ended with {process.returncode}", "".join(lines[-SHOWN_ON_FAILURE:]))
        return "".join(lines)


@functools.cache
def interpreter(*releases: str) -> Path:
    """The first Python of ``releases`` that runs and can make virtual environments. Raises Failed with a line that says what was found."""
    found = subprocess.run(["sh", ROOT / "tests" / "find_python.sh", *releases], check=False, capture_output=True, text=True)
    if found.returncode:
        raise Failed(found.stdout.strip() or found.stderr.strip())
    return Path(found.stdout.strip())


def python_version(python: Path) -> str:
    """``sys.version`` of an interpreter."""
    return subprocess.run([python, "-c", "import sys; print(sys.version)"], check=True, capture_output=True, text=True).stdout.strip()


def pythons(name: str) -> tuple[str, ...]:
    """The releases of Python that the environment ``name`` is for, the first choice first."""
    return RELEASES.get(name.removeprefix("ansible-"), PYTHONS)


def requirements(name: str) -> str:
    """The text of ``tests/requirements/<name>.txt``: every distribution that an environment holds, pinned."""
    return (REQUIREMENTS / f"{name}.txt").read_text()


def merged(pinned: dict[str, dict[str, str]]) -> str:
    """The lines of a requirements file, of what each release of Python resolved to: release -> distribution -> version.

    What is not the same for all of them has a marker that names the releases it is for.
    """
    users: dict[tuple[str, str], list[str]] = {}
    for release, versions in pinned.items():
        for pin in versions.items():
            users.setdefault(pin, []).append(release)
    lines = []
    for (name, version), releases in sorted(users.items(), key=lambda item: (item[0][0].lower(), sorted(item[1]))):
        only = " or ".join(f'python_version == "{release}"' for release in sorted(releases))
        lines.append(f"{name}=={version}" if len(releases) == len(pinned) else f"{name}=={version}; {only}")
    return "".join(f"{line}\n" for line in lines)


def make_venv(name: str, part: Part) -> Path:
    """Make the virtual environment of ``tests/requirements/<name>.txt`` unless it exists; return its ``bin`` folder."""
    python = interpreter(*pythons(name))
    key = hashlib.sha256(f"{python_version(python)}\n{requirements(name)}".encode()).hexdigest()[:12]
    path = CACHE / "venvs" / f"{name}-{key}"
    with locked(path.name):
        if not (path / ".complete").exists():
            with part.step(f"make the environment {name}"):
                shutil.rmtree(path, ignore_errors=True)
                part.quiet("venv", python, "-m", "venv", path, cwd=ROOT)
                # Files are compiled when they are first imported: most never are.
                options = ("--no-deps", "--no-compile", "--quiet")
                part.quiet("pip", path / "bin" / "pip", "install", *options, "-r", REQUIREMENTS / f"{name}.txt", cwd=ROOT)
                (path / ".complete").touch()
    return path / "bin"


def project_files() -> list[str]:
    """The files of the project, relative to its root: tracked or new, not ignored, existing."""
    listing = subprocess.run(["git", "ls-files", "-cmo", "--exclude-standard", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)
    return sorted({name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()})


def mirror(names: Sequence[str], source: Path, target: Path) -> int:
    """Make ``target`` hold exactly the files ``names`` of ``source``; return how many were written or removed."""
    changed = 0
    for name in names:
        before, after = source / name, target / name
        try:
            old, new = before.stat(), after.stat()
            if (old.st_size, old.st_mtime_ns, old.st_mode) == (new.st_size, new.st_mtime_ns, new.st_mode):
                continue
            after.unlink()
        except FileNotFoundError:
            after.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(before, after, follow_symlinks=False)
        changed += 1
    wanted = set(names)
    for folder, folders, files in os.walk(target):
        folders[:] = [name for name in folders if name not in LEFT_ALONE and Path(folder, name) != target / "tests" / "output"]
        for file in (Path(folder, name) for name in files):
            if file.relative_to(target).as_posix() not in wanted:
                file.unlink()
                changed += 1
    return changed


def copy_collection() -> None:
    """Bring the copy of the collection in the cache up to date.

    The copy is a git repository of its own: the tools that list files by git would otherwise find the checkout around the
    cache, in which the cache is ignored.
    """
    with locked("collection"):
        mirror(project_files(), ROOT, TREE)
        if not (TREE / ".git").exists():
            subprocess.run(["git", "init", "--quiet", str(TREE)], check=True)


def save_get_pip(part: Part, output: str, python: Path) -> bool:
    """Give ansible-test the pip installer that it could not download; return whether that was the trouble.

    ansible-test makes its virtual environments with a script from its own server. Where only a package index is reachable,
    the same pip comes from there: as a wheel, which can install itself.
    """
    wanted = re.search(r"saved to: (\S*/get_pip_([0-9_]+)\.py)", output)
    if not wanted:
        return False
    script, version = Path(wanted[1]), wanted[2].replace("_", ".")
    part.run(f"fetch pip {version} for ansible-test", python, "-m", "pip", "download", "--no-deps", "-d", script.parent, f"pip=={version}")
    wheel = next(script.parent.glob(f"pip-{version}-*.whl"))
    script.write_text(
        "import runpy, sys\n"
        f"sys.path.insert(0, {str(wheel)!r})\n"
        "options = [option for option in sys.argv[1:] if option not in ('--no-setuptools', '--no-wheel')]\n"
        "sys.argv = ['pip', 'install', *options]\n"
        "runpy.run_module('pip', run_name='__main__')\n"
    )
    return True


class Preparation:
    """Things that parts need, each made once, in the order asked for, beside the parts that already run."""

    def __init__(self, makers: dict[str, Callable[[Part], Path]], workers: int = 2) -> None:
        self.makers = makers
        self.pool = ThreadPoolExecutor(workers)
        self.made: dict[str, Future[Path]] = {}
        self.lock = threading.Lock()

    def begin(self, name: str) -> Future[Path]:
        """Start making ``name`` (a key of ``makers``, or an environment) unless that was done before."""
        with self.lock:
            if name not in self.made:
                maker = self.makers.get(name) or (lambda part: make_venv(name, part))
                self.made[name] = self.pool.submit(maker, Part(f"set-up-{name}"))
            return self.made[name]
