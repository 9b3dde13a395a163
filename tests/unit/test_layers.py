# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may import whom: the engine's files those before them, a service its own files and of another one `base.py`; two libraries have one
door each."""

from __future__ import annotations

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

UTILS = Path(__file__).resolve().parents[2] / "plugins" / "module_utils"
SERVICES = UTILS / "services"
CONTROLLER_UTILS = UTILS.with_name("plugin_utils")
PACKAGE = "ansible_collections.stratus.openstack.plugins.module_utils"
CONTROLLER_PACKAGE = "ansible_collections.stratus.openstack.plugins.plugin_utils"
ORDER = [
    "errors",
    "suggestions",
    "spellings",
    "masking",
    "request_log",
    "service_types",
    "protocols",
    "vendors",
    "auth_options",
    "task_secrets",
    "option_types",
    "cloud_files",
    "config",
    "auth",
    "token_cache",
    "hints",
    "unknown",
    "visibility",
    "needs",
    "effects",
    "overlay",
    "deadline",
    "connections",
    "transport",
    "transfer",
    "first_look",
    "session",
    "fields",
    "context",
    "parts",
    "table",
    "status",
    "namesakes",
    "lookup",
    "prediction",
    "requirements",
    "declaration",
    "resource",
    "children",
    "link",
    "info",
    "operation",
    "services",
    "runner",
    "lean_start",
    "lean",
    "validation",
    "catalogue",
    "doctor",
    "environment",
]
# Of plugins/plugin_utils: what runs on the controller only. Each file may import all of module_utils.
CONTROLLER_ORDER = ["plain_data", "run_folder", "ca_bundles", "same_user", "logins", "lean_tasks", "lookups"]
CONTROLLER_ORDER += ["inventory_hosts", "inventory", "run_report", "run_report_page"]


def imports(path: Path) -> set[str]:
    """The modules that a file imports, wherever in it; of "from a import b" both a and a.b."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def layer(path: Path) -> str:
    return path.relative_to(UTILS).parts[0].removesuffix(".py")


def imported_files(path: Path) -> set[Path]:
    """The files of module_utils that a file imports, apart from those of packages, which are empty."""
    names = [name.removeprefix(PACKAGE + ".").split(".") for name in imports(path) if name.startswith(PACKAGE + ".")]
    paths = {UTILS.joinpath(*parts[:end]).with_suffix(".py") for parts in names for end in range(1, len(parts) + 1)}
    return {file for file in paths if file.is_file()}


def service(path: Path) -> str:
    """The service whose package a file is in."""
    return path.relative_to(SERVICES).parts[0]


def in_utils(path: Path) -> str:
    return path.relative_to(UTILS).as_posix()


FILES = sorted(UTILS.rglob("*.py"))
CONTROLLER_FILES = sorted(CONTROLLER_UTILS.rglob("*.py"))
SERVICE_FILES = [path for path in FILES if layer(path) == "services" and path.name != "__init__.py"]


def test_every_file_has_its_place() -> None:
    assert {layer(path) for path in FILES} == set(ORDER)


@pytest.mark.parametrize("path", FILES, ids=in_utils)
def test_imports_point_one_way(path: Path) -> None:
    used = {name.removeprefix(PACKAGE + ".").split(".")[0] for name in imports(path) if name.startswith(PACKAGE + ".")}
    own = {layer(path)} if path.parent != UTILS else set()
    assert used <= set(ORDER[: ORDER.index(layer(path))]) | own


@pytest.mark.parametrize("path", CONTROLLER_FILES, ids=lambda path: path.stem)
def test_imports_on_the_controller_point_one_way(path: Path) -> None:
    used = {name.removeprefix(CONTROLLER_PACKAGE + ".") for name in imports(path) if name.startswith(CONTROLLER_PACKAGE + ".")}
    assert {name.split(".")[0] for name in used} <= set(CONTROLLER_ORDER[: CONTROLLER_ORDER.index(path.stem)])


def test_what_runs_on_other_hosts_needs_nothing_of_the_controller() -> None:
    """Ansible does not send plugin_utils along with a module."""
    assert [path.stem for path in CONTROLLER_FILES] == sorted(CONTROLLER_ORDER)
    sent = [*FILES, *UTILS.with_name("modules").glob("*.py")]
    assert [path for path in sent if any(name.startswith(CONTROLLER_PACKAGE) for name in imports(path))] == []


def test_each_service_has_a_package() -> None:
    assert [path.name for path in SERVICES.glob("*.py")] == ["__init__.py"]
    assert {path.parent for path in SERVICE_FILES} == {path.parent for path in SERVICES.glob("*/**/__init__.py")}
    assert {in_utils(path) for path in FILES if path.name == "__init__.py" and path.read_text()} == set()


@pytest.mark.parametrize("path", SERVICE_FILES, ids=in_utils)
def test_a_service_knows_only_the_base_of_another(path: Path) -> None:
    of_others = {file for file in imported_files(path) if layer(file) == "services" and service(file) != service(path)}
    assert {in_utils(file) for file in of_others} <= {f"services/{service(file)}/base.py" for file in of_others}


def test_no_file_needs_itself() -> None:
    order = [*TopologicalSorter({path: imported_files(path) for path in FILES}).static_order()]  # a cycle is a CycleError that names it
    assert set(order) == set(FILES)


@pytest.mark.parametrize("path", FILES, ids=in_utils)
def test_imports_can_be_read(path: Path) -> None:
    """Ansible packs what a module imports by reading it: no name is relative or made at run time. A lean process has all files."""
    assert [node.lineno for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom) and node.level] == []
    lean = layer(path) in ("lean_start", "lean")
    assert lean or {name for name in imports(path) if name.split(".")[0] == "importlib"} == set()


def test_services_read_files_in_one_place() -> None:
    """`transfer.read` refuses what blocks, such as a FIFO. The exception reads the beginning of a file that it has accepted."""
    opening = {in_utils(path) for path in SERVICE_FILES if re.search(r"\bopen\(", path.read_text())}
    assert opening == {"services/image/content.py"}


def users(library: str) -> set[str]:
    """The files of module_utils and plugin_utils that import a library."""
    files = {path: layer(path) for path in FILES} | {path: path.stem for path in CONTROLLER_FILES}
    return {name for path, name in files.items() if any(used.split(".")[0] == library for used in imports(path))}


def test_one_door_to_http_and_one_to_ansible() -> None:
    assert users("requests") == users("urllib3") == {"connections"}
    assert users("ansible") == {"runner", "validation", "run_folder", "lean_tasks", "lookups"}


def test_only_the_runner_knows_ansible_module() -> None:
    plugins = UTILS.parent
    knowing = {path.relative_to(plugins).as_posix() for path in plugins.rglob("*.py") if "AnsibleModule" in path.read_text()}
    assert knowing <= {"module_utils/runner.py", "plugin_utils/lean_tasks.py"}  # the latter has what stands in for it on other hosts


@pytest.mark.parametrize("module", ["http.client", "urllib.request", "socket", "subprocess", "pickle", "marshal", "shelve"])
def test_no_other_way_out(module: str) -> None:
    found = {path.stem for path in [*FILES, *CONTROLLER_FILES] if module in imports(path)}
    assert found <= ({"deadline", "transport"} if module == "socket" else set())


def test_the_page_has_the_same_order() -> None:
    page = (UTILS.parents[1] / "docs" / "architecture.md").read_text()
    rows = re.findall(r"^\| (`\S+\.py`.*?) \|", page, re.MULTILINE)
    assert [name.partition("/")[0] for row in rows for name in re.findall(r"`(\S+)\.py`", row)] == ORDER + CONTROLLER_ORDER
