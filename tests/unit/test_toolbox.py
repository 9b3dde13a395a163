# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pieces of the test runner."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

from tests import toolbox
from tests.inputs import EVERYTHING


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder."""
    monkeypatch.setattr(toolbox, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(toolbox, "HOME", tmp_path / "cache" / "home")
    return tmp_path / "cache"


@pytest.fixture
def part(cache: Path) -> toolbox.Part:
    return toolbox.Part("trial")


def test_mirror_copies_updates_and_removes(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    (source / "deep").mkdir(parents=True)
    (source / "deep" / "a").write_text("1")
    (source / "b").write_text("1")
    (target / ".git").mkdir(parents=True)
    (target / ".git" / "config").write_text("kept")
    (target / "stale").write_text("")
    assert toolbox.mirror(["b", "deep/a"], source, target) == 3
    assert toolbox.mirror(["b", "deep/a"], source, target) == 0
    (source / "b").write_text("22")
    (source / "link").symlink_to("b")
    assert toolbox.mirror(["b", "link"], source, target) == 3
    assert toolbox.mirror(["b", "link"], source, target) == 0
    assert (target / "link").readlink() == Path("b")
    assert (target / "b").read_text() == "22"
    assert not (target / "deep" / "a").exists()
    assert not (target / "stale").exists()
    assert (target / ".git" / "config").read_text() == "kept"


def test_a_step_returns_and_logs_what_was_printed(part: toolbox.Part, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert part.run("say it", sys.executable, "-c", "print('hello')", cwd=tmp_path) == "hello\n"
    assert "hello" in part.log.read_text()
    shown = capsys.readouterr().out
    assert "say it ..." in shown and "say it: " in shown and "hello" not in shown


def test_a_failing_step_carries_its_output(part: toolbox.Part, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(toolbox.Failed, match="break it ended with 3") as caught:
        part.run("break it", sys.executable, "-c", "import sys; print('why'); sys.exit(3)", cwd=tmp_path)
    assert caught.value.output == "why\n"
    assert "break it: FAILED after" in capsys.readouterr().out


def test_a_step_that_passed_with_the_same_inputs_is_skipped(
    part: toolbox.Part, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tree" / "meta").mkdir(parents=True)
    (tmp_path / "tree" / "meta" / "runtime.yml").write_text("")
    file, code = tmp_path / "tree" / "input", tmp_path / "code"
    file.write_text("1")
    code.write_text("0")
    monkeypatch.setattr(toolbox, "TREE", tmp_path / "tree")
    monkeypatch.delenv(EVERYTHING, raising=False)

    def runs(*words: str) -> bool:
        """Whether the step ran; it prints, and ends with the number in a file."""
        program = f"import sys; print('it ran'); sys.exit(int(open({str(code)!r}).read()))"
        return "it ran" in part.run("try it", sys.executable, "-c", program, *words, cwd=tmp_path, inputs={file})

    assert runs() and not runs()
    assert "try it: skipped, since it passed with the same inputs" in capsys.readouterr().out
    assert runs("other")  # another command
    file.write_text("2")
    assert runs("other") and not runs("other")
    monkeypatch.setenv(EVERYTHING, "1")
    assert runs("other")
    code.write_text("3")
    with pytest.raises(toolbox.Failed):
        runs("other")
    monkeypatch.delenv(EVERYTHING)
    code.write_text("0")
    assert runs("other")  # it failed since


def test_the_environment_has_no_cloud_of_the_caller(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OS_CLOUD", "production")
    monkeypatch.setenv("ANSIBLE_CONFIG", "mine.cfg")
    env = toolbox.environment(Path("tools"), OS_CLIENT_CONFIG_FILE="clouds.yaml")
    assert "OS_CLOUD" not in env and "ANSIBLE_CONFIG" not in env
    assert env["OS_CLIENT_CONFIG_FILE"] == "clouds.yaml"
    assert env["PATH"].startswith("tools:")
    assert env["HOME"] == str(cache / "home")


def test_a_lock_holds_off_other_threads(cache: Path) -> None:
    events = []

    def other() -> None:
        with toolbox.locked("door"):
            events.append("other")

    thread = threading.Thread(target=other)
    with toolbox.locked("door"):
        thread.start()
        thread.join(0.2)
        events.append("first")
    thread.join()
    assert events == ["first", "other"]


def test_preparation_makes_each_thing_once_and_passes_failures_on(cache: Path) -> None:
    made = []

    def maker(_part: toolbox.Part) -> Path:
        made.append(1)
        return Path("made")

    def broken(_part: toolbox.Part) -> Path:
        raise toolbox.Failed("no network")

    preparation = toolbox.Preparation({"thing": maker, "broken": broken})
    assert preparation.begin("thing").result() == preparation.begin("thing").result() == Path("made")
    assert made == [1]
    with pytest.raises(toolbox.Failed, match="no network"):
        preparation.begin("broken").result()


def test_what_is_the_same_for_every_python_is_pinned_without_a_marker() -> None:
    pinned = {
        "3.13": {"requests": "2.34.2", "Core": "2.21.5", "legacy-cgi": "2.6.4"},
        "3.12": {"requests": "2.34.2", "Core": "2.21.5"},
        "3.11": {"requests": "2.34.2", "Core": "2.19.14"},
    }
    assert toolbox.merged(pinned).splitlines() == [
        'Core==2.19.14; python_version == "3.11"',
        'Core==2.21.5; python_version == "3.12" or python_version == "3.13"',
        'legacy-cgi==2.6.4; python_version == "3.13"',
        "requests==2.34.2",
    ]


def test_a_python_that_is_not_there_is_told() -> None:
    release = "%d.%d" % sys.version_info[:2]
    assert toolbox.python_version(toolbox.interpreter("0.1", release)).startswith(f"{release}.")
    with pytest.raises(toolbox.Failed, match=r"Python 0\.1 or 0\.2 with .* is needed .*; found: "):
        toolbox.interpreter("0.1", "0.2")


def test_each_release_of_ansible_core_has_an_environment_and_the_newest_is_that_of_the_tools() -> None:
    assert {path.stem for path in toolbox.REQUIREMENTS.glob("ansible-*.in")} == {f"ansible-{release}" for release in toolbox.RELEASES}
    newest = (toolbox.REQUIREMENTS / f"ansible-{list(toolbox.RELEASES)[-1]}.in").read_text().splitlines()[0]
    assert f'{newest}; python_version >= "3.12"' in (toolbox.REQUIREMENTS / "newest.in").read_text().splitlines()
    *others, last = toolbox.RELEASES
    assert f"tested with {', '.join(others)} and {last}" in (toolbox.ROOT / "README.md").read_text()


def test_get_pip_is_left_alone_when_something_else_failed(part: toolbox.Part) -> None:
    assert toolbox.save_get_pip(part, "ERROR: the test failed", Path(sys.executable)) is False
