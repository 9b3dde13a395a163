# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands of Ansible and ordinary modules in forks of warm processes: they do what those do that are started as usual."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.warm import commands, modules

pytestmark = pytest.mark.playbook
PLAYBOOK = Path(sys.executable).with_name("ansible-playbook")
MODULE = """\
import os, sys
from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.part import NUMBER

def main():
    module = AnsibleModule(argument_spec={"end": {"type": "str"}})
    if module.params["end"] == "raise":
        raise RuntimeError("as requested")
    if module.params["end"] == "exit":
        print("no JSON")
        sys.exit(7)
    server = open(f"/proc/{os.getppid()}/cmdline").read()
    module.exit_json(number=NUMBER, variable=os.environ.get("VARIABLE"), folder=os.getcwd(), warm="warm/modules.py" in server)

if __name__ == "__main__":
    main()
"""


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a short path, as sockets need it; it has a module, and a file that the module imports."""
    made = tmp_path_factory.mktemp("warm")
    for name, text in {"library/mine.py": MODULE, "module_utils/part.py": "NUMBER = 1\n"}.items():
        (made / name).parent.mkdir()
        (made / name).write_text(text)
    return made


def environment(folder: Path, **more: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("ANSIBLE_", "OS_", "STRATUS_"))}
    own = {"HOME": str(folder), "ANSIBLE_LOCAL_TEMP": str(folder / "tmp"), "ANSIBLE_HOME": str(folder / "home")}
    own |= {"ANSIBLE_LIBRARY": str(folder / "library"), "ANSIBLE_MODULE_UTILS": str(folder / "module_utils")}
    return kept | own | {"ANSIBLE_LOCALHOST_WARNING": "0", "ANSIBLE_NOCOLOR": "1", "ANSIBLE_INVENTORY_UNPARSED_WARNING": "0"} | more


def play(folder: Path, *tasks: dict[str, Any], interpreter: str = sys.executable, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run tasks on localhost. ``env``: more variables; the other options go to `commands.run`."""
    head = {"hosts": "localhost", "gather_facts": False, "vars": {"ansible_python_interpreter": interpreter}}
    (folder / "play.yml").write_text(json.dumps([head | {"tasks": tasks}]))
    env = environment(folder, **options.pop("env", {}))
    return commands.run([PLAYBOOK, folder / "play.yml", "-vvv"], env=env, **{"cwd": folder, "timeout": 120} | options)


def results(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    """The results of the tasks, as -vvv shows them."""
    assert done.returncode in (0, 2), done.stdout + done.stderr
    return [json.JSONDecoder().raw_decode(part)[0] for part in done.stdout.split("=> ")[1:] if part.startswith("{")]


# -- commands ------------------------------------------------------------------------------------------------------------------

SHOW = {"ansible.builtin.debug": {"msg": "{{ lookup('ansible.builtin.env', 'VARIABLE') }} {{ lookup('ansible.builtin.pipe', 'pwd') }}"}}
TEMPORARY = {"ansible.builtin.debug": {"msg": "{{ lookup('ansible.builtin.pipe', 'ls tmp') }}"}}


@pytest.mark.parametrize("cold", [False, True])
def test_a_command_has_its_own_environment_folder_and_status(folder: Path, cold: bool) -> None:
    for value in ("one", "two"):
        done = play(folder, SHOW, env={"VARIABLE": value}, cold=cold)
        assert (done.returncode, done.stderr, results(done)[0]["msg"]) == (0, "", f"{value} {folder}")
    assert play(folder, {"ansible.builtin.fail": {"msg": "no"}}, cold=cold).returncode == 2
    wrong = commands.run([PLAYBOOK, "--no-such-option"], env=environment(folder), cwd=folder, cold=cold)
    assert wrong.returncode == 2
    assert wrong.stderr.startswith("usage: ansible-playbook")


def test_each_command_has_a_temporary_folder_of_its_own_and_leaves_none(folder: Path) -> None:
    """What a run learned of a cloud is kept there: a run that found that of another one would not log in."""
    found = [results(play(folder, TEMPORARY))[0]["msg"] for _number in range(2)]
    assert [re.fullmatch(r"ansible-local-\w+", one) is not None for one in found] == [True, True], found
    assert found[0] != found[1]
    assert list((folder / "tmp").iterdir()) == []


def test_settings_from_the_environment_are_never_those_of_another_command(folder: Path) -> None:
    assert "PLAY RECAP" in play(folder, SHOW).stdout
    assert "PLAY RECAP" not in play(folder, SHOW, env={"ANSIBLE_STDOUT_CALLBACK": "ansible.builtin.minimal"}).stdout
    servers = len(commands.SERVERS)
    assert "PLAY RECAP" in play(folder, SHOW, env={"VARIABLE": "other"}).stdout
    assert len(commands.SERVERS) == servers


def test_a_server_that_prints_warnings_starts(folder: Path) -> None:
    (folder / "sitecustomize.py").write_text("print('a warning', flush=True)\n")
    done = play(folder, SHOW, env={"PYTHONPATH": str(folder)})
    assert (done.returncode, done.stderr) == (0, "")


def test_a_command_that_finds_a_file_of_settings_by_itself_is_started_as_usual(folder: Path) -> None:
    assert commands.is_warm(environment(folder), folder)
    assert not commands.is_warm(environment(folder, ANSIBLE_CONFIG=str(folder / "missing.cfg")), folder)
    (folder / "ansible.cfg").write_text("[defaults]\nstdout_callback = ansible.builtin.minimal\n")
    assert not commands.is_warm(environment(folder), folder)
    assert "PLAY RECAP" not in play(folder, SHOW).stdout


def test_a_file_of_settings_that_the_environment_names_is_never_that_of_another_command(folder: Path) -> None:
    """Molecule writes one for each scenario; what is in it may change under the same name."""
    named = folder / "named.cfg"
    for callback, recap in (("minimal", False), ("default", True)):
        named.write_text(f"[defaults]\nstdout_callback = ansible.builtin.{callback}\n")
        env = {"ANSIBLE_CONFIG": str(named)}
        assert commands.is_warm(environment(folder, **env), folder)
        assert ("PLAY RECAP" in play(folder, SHOW, env=env).stdout) == recap


def test_a_command_that_takes_too_long_is_killed(folder: Path) -> None:
    with pytest.raises(subprocess.TimeoutExpired):
        play(folder, {"ansible.builtin.wait_for": {"timeout": 600}}, timeout=1)
    deadline = time.monotonic() + 60
    while children(*(server.process.pid for server in commands.SERVERS.values())):
        assert time.monotonic() < deadline, "it runs on"
        time.sleep(0.1)


def children(*processes: int) -> list[str]:
    """The processes that these have started, by their numbers."""
    return [child for process in processes for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


# -- modules -------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def warm(folder: Path) -> Iterator[str]:
    with modules.interpreter(folder) as program:
        yield program


def mine(**options: Any) -> dict[str, Any]:
    """A task of the module."""
    return {"mine": options, "ignore_errors": True}


def test_a_module_is_the_one_that_was_sent(folder: Path, warm: str) -> None:
    """Code that changes between two tasks is another payload."""
    cold, first, second = (results(play(folder, mine(), interpreter=one))[0] for one in (sys.executable, warm, warm))
    assert (cold.pop("warm"), first.pop("warm"), second.pop("warm")) == (False, True, True)
    assert cold == first == second
    (folder / "module_utils" / "part.py").write_text("NUMBER = 2\n")
    assert results(play(folder, mine(), interpreter=warm))[0]["number"] == 2
    (folder / "library" / "mine.py").write_text(MODULE.replace("NUMBER,", "-NUMBER,"))
    assert results(play(folder, mine(), interpreter=warm))[0]["number"] == -2


def test_a_module_has_the_environment_of_its_task(folder: Path, warm: str) -> None:
    tasks = [mine() | {"environment": {"VARIABLE": value}} for value in ("one", "two")]
    done = results(play(folder, *tasks, mine(), interpreter=warm))
    assert [result["variable"] for result in done] == ["one", "two", None]
    assert {result["folder"] for result in done} == {str(folder)}


@pytest.mark.parametrize("end", ["raise", "exit"])
def test_a_module_that_fails_says_the_same(folder: Path, warm: str, end: str) -> None:
    cold, first = (results(play(folder, mine(end=end), interpreter=one))[0] for one in (sys.executable, warm))
    assert cold["msg"] == first["msg"]
    assert cold.get("rc") == first.get("rc")
    assert ("as requested" in str(cold)) == ("as requested" in str(first)) == (end == "raise")


def test_a_module_that_cannot_be_imported_says_the_same(folder: Path, warm: str) -> None:
    (folder / "module_utils" / "part.py").write_text("NUMBER = 1 / 0\n")
    cold, first = (results(play(folder, mine(), interpreter=one))[0] for one in (sys.executable, warm))
    assert "division by zero" in str(cold)
    assert cold["msg"] == first["msg"]


def test_more_payloads_than_are_kept(folder: Path) -> None:
    names = [f"mine_{number}" for number in range(3)]
    for number, name in enumerate(names):
        (folder / "library" / f"{name}.py").write_text(f"# {number}\n{MODULE}")
    with modules.interpreter(folder, kept=2) as warm:
        done = results(play(folder, *({name: {}} for name in (*names, names[0])), interpreter=warm))
    assert [result["warm"] for result in done] == [True] * len(done)
    assert len(done) == len(names) + 1


def test_the_server_outlives_the_process_of_a_payload(folder: Path, warm: str) -> None:
    assert results(play(folder, mine(), interpreter=warm))[0]["warm"]
    server = next(child for child in children(os.getpid()) if f"{folder}/modules" in Path(f"/proc/{child}/cmdline").read_text())
    for payload in children(int(server)):
        os.kill(int(payload), signal.SIGKILL)
    play(folder, mine(), interpreter=warm)  # it fails, or is early enough to be the first of the next process
    assert results(play(folder, mine(), interpreter=warm))[0]["warm"]


def test_other_programs_get_the_usual_interpreter(warm: str) -> None:
    done = subprocess.run([warm, "-c", "import sys; print(sys.executable, sys.argv[1:])", "a"], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"{sys.executable} ['a']"
