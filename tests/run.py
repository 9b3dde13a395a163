# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run parts of the test suite, the demo and the tools around them; sets up whatever they need, below $STRATUS_CACHE (default .cache)."""

from __future__ import annotations

import argparse
import difflib
import functools
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

from inputs import ALWAYS, EVERYTHING, Project
from toolbox import (
    CACHE,
    COLLECTIONS,
    HOME,
    RELEASES,
    ROOT,
    TREE,
    Failed,
    Part,
    Preparation,
    copy_collection,
    environment,
    interpreter,
    locked,
    merged,
    project_files,
    python_version,
    pythons,
    save_get_pip,
)

# what tests/integration/role_check.py says of a scenario, as Ansible shows it
FORETOLD = re.compile(r'^ +"\w+: check mode foretold (\d+) of (\d+) tasks, (\d+) of them with their results"', re.MULTILINE)
NOT_JUDGED = re.compile(r'^ +"(results not judged: [^"]*)"', re.MULTILINE)
NOT_RUN: dict[str, str] = {}  # parts that this machine cannot run, and why
LEFT_OUT: dict[str, str] = {}  # releases of ansible-core that no Python of this machine can run, and why


def runnable() -> Iterator[str]:
    """The environments of ansible-core for which there is a Python, the newest last; the others are in LEFT_OUT."""
    for release, suitable in RELEASES.items():
        try:
            interpreter(*suitable)
            yield f"ansible-{release}"
        except Failed as error:
            LEFT_OUT[release] = str(error)


ANSIBLE = tuple(runnable())
if not ANSIBLE:
    sys.exit("; ".join(LEFT_OUT.values()))
NEWEST = ANSIBLE[-1]
TESTED = "ansible-core"  # among the needs of a part: the environments of the releases that it is tested on
INCLUDED = ("newest", "test")  # in requirements/: parts of other files
ENVIRONMENTS = sorted(path.stem for path in (ROOT / "tests" / "requirements").glob("*.in") if path.stem not in INCLUDED)
CLOUD = "cloud"
BROWSER = "STRATUS_BROWSER"  # in the environment: the path of a Chromium
DEVCLOUD = (sys.executable, "-m", "tests.devcloud")
PYTHON = ("plugins", "playbooks", "tests", "docs")
ALIKE = "plugins/action/(?!(api|router)[.]py).+"  # written by `make generate`; test_meta.py holds that they are alike
PARALLEL = ("-n", "2")  # what belongs together stays in one process: tests/conftest.py


@dataclass(frozen=True)
class Job:
    """A part: what it does, what it needs prepared, its code (given the step runner and the extra arguments), whether only one such part
    may use the dev cloud at a time."""

    about: str
    needs: tuple[str, ...]
    run: Callable[[Part, Sequence[str]], object]
    cloud: bool = False


def install_cloud(part: Part) -> Path:
    """Install the dev cloud (without starting it)."""
    part.run("install the dev cloud", *DEVCLOUD, "install", cwd=ROOT)
    return CACHE


PREPARATION = Preparation({CLOUD: install_cloud})


def tested() -> tuple[str, ...]:
    """The environments of the releases of ansible-core that are tested: the oldest and the newest, or all."""
    return ANSIBLE if os.environ.get(EVERYTHING) else tuple(dict.fromkeys((ANSIBLE[0], NEWEST)))


def need(name: str) -> Path:
    """Wait until ``name`` is prepared; return the ``bin`` folder when it is an environment."""
    return PREPARATION.begin(name).result()


@functools.cache
def project() -> Project:
    """The copy, for what depends on what: each file is read once."""
    return Project(TREE)


def everything() -> set[Path]:
    """All files of the copy."""
    return {TREE / name for name in project_files()}


def documented() -> set[Path]:
    """The files that the documentation is made from."""
    plugins = [f"plugins/{kind}" for kind in ("modules", "inventory", "lookup", "callback", "doc_fragments", "action")]
    return project().files(*plugins, "roles", "playbooks", "docs", "meta", "changelogs", "galaxy.yml", "README.md", "CHANGELOG.md")


def played(*places: str) -> set[Path]:
    """What playbooks at these places depend on."""
    return project().closure(*places) | project().closure(*ALWAYS, mentions=False)


def lint(part: Part, extra: Sequence[str]) -> None:
    """Python, YAML, roles and playbooks, what bandit finds unsafe, changelog fragments."""
    tools = need("lint")
    env = environment(tools)
    with part.all_steps() as run:
        run("ruff", tools / "ruff", "check", "--output-format", "concise", *(extra or PYTHON), env=env)
        run("yamllint", tools / "yamllint", "--strict", ".", env=env)
        yaml = {path for path in everything() if path.suffix != ".py"}
        run("ansible-lint", tools / "ansible-lint", "--profile", "production", env=env, inputs=documented() | yaml)
        command = (tools / "python", "-m", "tests.lint_mistakes")
        inputs = project().files("plugins", "tests/lint_mistakes.py", "tests/requirements/lint.txt")
        run("ansible-lint finds mistakes", *command, env=env | {"PYTHONPATH": str(COLLECTIONS)}, inputs=inputs)
        run("bandit", tools / "bandit", "--quiet", "--configfile", "pyproject.toml", "--recursive", "plugins", env=env)
        run("antsibull-changelog lint", tools / "antsibull-changelog", "lint", env=env)


def fix(part: Part, extra: Sequence[str]) -> None:
    """Correct in the checkout what ruff can correct by itself."""
    part.run("ruff --fix", need("lint") / "ruff", "check", "--fix", *(extra or PYTHON), cwd=ROOT)


def generate(part: Part, extra: Sequence[str]) -> None:
    """Write in the checkout what is derived from the modules and tables of its copy."""
    tools = need(NEWEST)
    env = environment(tools, PYTHONPATH=str(COLLECTIONS))
    part.run("tests/generate.py", tools / "python", "-m", "tests.generate", ROOT, *extra, env=env)


def on_older_releases() -> list[str]:
    """The unit tests for another release of ansible-core than the newest: those that can tell one from the other, or all."""
    return ["tests/unit"] if os.environ.get(EVERYTHING) else project().of_ansible("tests/unit")


def unit(part: Part, extra: Sequence[str]) -> None:
    """pytest on the tested releases of ansible-core; with extra arguments (a path, -k ...) only on the newest."""
    with part.all_steps() as run:
        for name in (NEWEST,) if extra else tested():
            tools = need(name)
            chosen = extra or (["tests/unit"] if name == NEWEST else [*on_older_releases(), "-m", "smoke or not playbook"])
            inputs = None if extra else everything()
            run(f"pytest on {name}", tools / "python", "-m", "pytest", "-q", *chosen, env=environment(tools), inputs=inputs)


def ssh(part: Part, extra: Sequence[str]) -> None:
    """Lean processes on a host that is reached by ssh, with sudo: this machine, by an sshd of the tests. It needs both, and to be root."""
    places = f"/usr/sbin:/usr/local/sbin:{os.environ.get('PATH', os.defpath)}"
    missing = [name for name in ("sshd", "ssh", "sudo") if not shutil.which(name, path=places)]
    if missing or os.geteuid():
        NOT_RUN["ssh"] = f"it needs {' and '.join(missing) or 'to be run by root'}"
        part.say(f"NOT RUN: {NOT_RUN['ssh']}")
        return
    with part.all_steps() as run:
        for name in (NEWEST,) if extra else tested():
            tools = need(name)
            inputs = None if extra else everything()
            command = (tools / "python", "-m", "pytest", "-q", "tests/ssh", *extra)
            run(f"pytest by ssh on {name}", *command, env=environment(tools), inputs=inputs)


def sanity(part: Part, extra: Sequence[str]) -> None:
    """ansible-test sanity, with no ignore entries; in parts unless everything is to run: docs/testing.md."""
    ignores = [path.name for path in (TREE / "tests").glob("sanity/ignore*.txt")]
    if ignores:
        raise Failed(f"sanity is run without ignore entries, but these exist: {', '.join(ignores)}")
    tools = need(NEWEST)
    major, minor, *_rest = python_version(tools / "python").split(".")
    command = (tools / "ansible-test", "sanity", "--python", f"{major}.{minor}", "--color", "no", *extra)
    inputs = None if extra else everything()

    def test(what: str, *options: str) -> None:
        try:
            part.run(what, *command, *options, env=environment(tools), inputs=inputs)
        except Failed as error:
            if not save_get_pip(part, error.output, tools / "python"):
                raise
            part.run(what, *command, *options, env=environment(tools), inputs=inputs)

    if extra or os.environ.get(EVERYTHING):
        test("ansible-test sanity")
    else:
        test("ansible-test sanity without pylint", "--skip-test", "pylint", "--exclude", ALIKE)
        test("ansible-test sanity, pylint", "--test", "pylint", "--exclude", ALIKE, "--exclude", "tests/.+")


def docs_lint(part: Part, extra: Sequence[str]) -> None:
    """antsibull-docs lint-collection-docs: the documentation of every plugin, the extra pages and links."""
    tools = need("docs")
    options = ("--plugin-docs", "--validate-collection-refs", "self", "--disallow-unknown-collection-refs", *extra)
    command = (tools / "antsibull-docs", "lint-collection-docs", *options, ".")
    part.run("antsibull-docs", *command, env=environment(tools), inputs=documented())


def importer(part: Part, extra: Sequence[str]) -> None:
    """Build the collection and import it as Ansible Galaxy would."""
    tools = need("importer")
    folder = CACHE / "importer"
    folder.mkdir(exist_ok=True)
    settings = folder / "galaxy-importer.cfg"
    settings.write_text(f"[galaxy-importer]\nrun_ansible_test = False\nlog_level_main = INFO\ntmp_root_dir = {folder}\n")
    env = environment(tools, GALAXY_IMPORTER_CONFIG=str(settings))
    build = (tools / "ansible-galaxy", "collection", "build", "--force", "--output-path", folder)
    part.run("ansible-galaxy collection build", *build, env=env)
    archive = max(folder.glob("stratus-openstack-*.tar.gz"), key=lambda path: path.stat().st_mtime)
    report = part.run("galaxy-importer", tools / "python", "-m", "galaxy_importer.main", archive, *extra, cwd=folder, env=env)
    complaints = [line for line in report.splitlines() if line.startswith(("ERROR", "WARNING"))]
    if complaints:
        raise Failed("galaxy-importer complains", "\n".join(complaints))


def start_cloud(part: Part, *extras: str) -> None:
    """Start the dev cloud, with these services beside its core."""
    need(CLOUD)
    part.run("start the dev cloud", *DEVCLOUD, "up", *(("--with", ",".join(extras)) if extras else ()), cwd=ROOT)


def extra_services(part: Part, tools: Path, **variables: str) -> list[str]:
    """The services of the dev cloud beside its core that the integration targets need, as far as these would run."""
    env = environment(tools, **variables)
    output = part.run("find the services that targets need", tools / "python", "-m", "tests.integration.extra_services", env=env)
    return output.splitlines()[-1].split() if output.strip() else []


def cloud_environment(*tools: Path) -> dict[str, str]:
    """The environment in which tests and tools reach the dev cloud, with ``tools`` and the openstack client in front of the PATH."""
    state = CACHE / "devcloud"
    return environment(*tools, state / "cli" / "bin", OS_CLIENT_CONFIG_FILE=str(state / "clouds.yaml"))


def cloud_smoke(part: Part, extra: Sequence[str]) -> None:
    """The dev cloud's own checks: a server's whole life with the openstack client, and many requests at once."""
    with locked("cloud-in-use"):
        start_cloud(part)
        for check in ("smoke", "check"):
            inputs = project().files("tests/devcloud")
            part.run(f"devcloud {check}", *DEVCLOUD, check, cwd=ROOT, env=cloud_environment(), inputs=inputs)


def integration(part: Part, extra: Sequence[str]) -> None:
    """Tests and targets on the dev cloud: all on the newest ansible-core, a smoke subset on the others."""
    everything = [name for name in ("tests/cloud", "tests/integration") if (TREE / name).exists()]
    green = {name: {} if extra else {"STRATUS_GREEN": str(CACHE / "green" / f"{name}.json")} for name in tested()}
    with locked("cloud-in-use"), part.all_steps() as run:
        start_cloud(part, *extra_services(part, need(NEWEST), **green[NEWEST]))
        for name in (NEWEST,) if extra else reversed(tested()):
            tools = need(name)
            arguments = extra or (everything if name == NEWEST else ["tests/integration", "-m", "smoke"])
            env = cloud_environment(tools) | green[name]
            command = (tools / "python", "-m", "pytest", "-v", "--durations=15", *(() if extra else PARALLEL))
            run(f"pytest on the dev cloud, {name}", *command, *arguments, env=env)
        run("look for secrets in what the tests left", sys.executable, "-m", "tests.leaks", cwd=ROOT)


def kept_environment(*tools: Path, **extra: str) -> dict[str, str]:
    """The environment of tests in projects and with a client that stay for the next call."""
    return cloud_environment(*tools) | {"STRATUS_KEPT": str(CACHE / "kept-projects.json")} | extra


def check_targets(names: str) -> None:
    """Raise Failed unless these are names of integration targets, with commas between."""
    known = {path.parent.name for path in TREE.glob("tests/integration/targets/*/rhythm.yml")}
    for name in names.split(","):
        if name not in known:
            near = difflib.get_close_matches(name, known)
            hint = f"did you mean {' or '.join(near)}?" if near else f"there are: {', '.join(sorted(known))}"
            raise Failed(f"{name!r} is no integration target; {hint}" if name else f"name one: make target T=router; {hint}")


def target(part: Part, extra: Sequence[str]) -> None:
    """Single integration targets, on a dev cloud that stays up, in projects and with a client that stay for the next call."""
    names, *options = extra or [""]
    check_targets(names)
    tools = need(NEWEST)
    with locked("cloud-in-use"):
        start_cloud(part, *extra_services(part, tools, STRATUS_TARGETS=names))
        unused = ("-p", "no:xdist", "-p", "no:hypothesispytest", "-p", "no:cacheprovider")
        command = (tools / "python", "-m", "pytest", "-v", "--durations=5", *unused, "tests/integration/test_targets.py", *options)
        part.run("pytest on the dev cloud", *command, env=kept_environment(tools, STRATUS_TARGETS=names))
        part.run("look for secrets in what the tests left", sys.executable, "-m", "tests.leaks", cwd=ROOT)


def check_only(part: Part, extra: Sequence[str]) -> None:
    """What some targets, or all, foretell wholly in check mode, judged by the last real runs; on a dev cloud that stays up."""
    if extra and not extra[0].startswith("-"):
        check_targets(extra[0])
    tools = need(NEWEST)
    chosen = {"STRATUS_TARGETS": extra[0]} if extra and not extra[0].startswith("-") else {}
    with locked("cloud-in-use"):
        start_cloud(part, *extra_services(part, tools, **chosen))
        command = (tools / "python", "-m", "tests.integration.check_only", *extra)
        part.run("judge what check mode foretells", *command, env=kept_environment(tools))


def awx(part: Part, extra: Sequence[str]) -> None:
    """Jobs and inventory updates as AWX runs them, by ansible-runner on the dev cloud; the files for AWX; the execution environment."""
    tools = need("awx")
    with locked("cloud-in-use"):
        start_cloud(part)
        command = (tools / "python", "-m", "pytest", "-v", "--durations=5", *(extra or ("tests/awx",)))
        inputs = None if extra else played("tests/awx", "extensions/awx")
        part.run("pytest of AWX's jobs", *command, env=cloud_environment(tools), inputs=inputs)


def cloud_runs() -> bool:
    """Whether the dev cloud is up."""
    status = subprocess.run([*DEVCLOUD, "status"], check=False, cwd=ROOT, env=environment(), capture_output=True)
    return status.returncode == 0


def cloud_up(part: Part, extra: Sequence[str]) -> None:
    """Install the dev cloud if needed, and start it."""
    start_cloud(part)


def cloud_down(part: Part, extra: Sequence[str]) -> None:
    """Stop the dev cloud."""
    part.say(part.run("stop the dev cloud", *DEVCLOUD, "down", cwd=ROOT).splitlines()[-1])


def demo(part: Part, extra: Sequence[str]) -> None:
    """The demo playbook on the dev cloud, twice: the second run must change nothing."""
    tools = need("demo")
    start_cloud(part)
    env = cloud_environment(tools)
    command = (tools / "ansible-playbook", "-i", "localhost,", "stratus.openstack.demo", "-e", "cloud=demo", *extra)
    part.run("the demo", *command, env=env)
    again = part.run("the demo again", *command, env=env)
    if "changed=0 " not in again:
        raise Failed("the second run of the demo changed something", again)


def roles(part: Part, extra: Sequence[str]) -> None:
    """Molecule's scenarios of the roles on the dev cloud, two at a time; extra arguments go to molecule, such as ``-s bastion``."""
    tools = need("molecule")
    folders = [path.parent for path in TREE.glob("extensions/molecule/*/molecule.yml")]
    size = {path.name: sum(file.stat().st_size for file in path.rglob("*.yml")) for path in folders}
    scenarios = sorted(size, key=lambda name: -size[name])  # what has most to do begins first
    shared = [f"extensions/molecule/{name}" for name in ("config.yml", "foretold.yml")]
    judge = project().closure("tests/integration/role_check.py", mentions=False)
    wanted = {name: played(f"extensions/molecule/{name}", *shared) | judge for name in scenarios}
    warm = (tools / "python", "-m", "tests.warm.scenarios")
    command = (*((tools / "molecule",) if os.environ.get(EVERYTHING) else warm), "test")

    def is_green(name: str) -> bool:
        what = f"molecule test -s {name}"
        green, key = part.green(what, *command, "-s", name, inputs=wanted[name])
        return green.skips(what, key)

    chosen = [name for name in scenarios if (name in extra if "-s" in extra else extra or not is_green(name))]
    with locked("cloud-in-use"), part.all_steps() as run, ThreadPoolExecutor(2) as pool:
        start_cloud(part, *sorted({service for name in chosen for service in scenario_services(name)}))

        def test(*options: str, inputs: set[Path] | None = None) -> None:
            run(f"molecule test {' '.join(options)}", *command, *options, env=cloud_environment(tools), inputs=inputs)

        if extra:
            test(*extra)
        list(pool.map(lambda name: test("-s", name, inputs=wanted[name]), [] if extra else scenarios))
        say_foretold(part)


def scenario_services(name: str) -> list[str]:
    """The services of the dev cloud that a scenario needs in addition to its core: the list ``services`` in its molecule.yml."""
    text = (TREE / "extensions" / "molecule" / name / "molecule.yml").read_text()
    return [service for found in re.findall(r"^ +services: \[(.*)\]", text, re.MULTILINE) for service in re.split(", *", found)]


def say_foretold(part: Part) -> None:
    """Say how much check mode foretold of the scenarios that ran, and which results were not judged."""
    text = part.log.read_text()
    found = [[int(figure) for figure in line] for line in FORETOLD.findall(text)]
    right, judged, compared = (sum(line[place] for line in found) for place in range(3))
    part.say(f"check mode foretold {right} of {judged} tasks of {len(found)} scenarios, {compared} of them with their results")
    for line in NOT_JUDGED.findall(text):
        part.say(f"  {line}")


def bench(part: Part, extra: Sequence[str]) -> None:
    """Measure this collection beside openstack.cloud, on the dev cloud."""
    ours, peer = need("demo"), need("peer")
    start_cloud(part, "octavia", "swift")
    collections = next(peer.parent.glob("lib/python3*/site-packages"))
    contenders = ("--ours", ours, "--collections", COLLECTIONS, "--peer", peer, "--peer-collections", collections)
    part.run("measure", ours / "python", "-m", "tests.benchmark", *contenders, *extra, cwd=ROOT, env=cloud_environment(ours))
    processor = ("tests.benchmark.processor", "--bin", ours, "--collections", COLLECTIONS)
    part.run("processor time", ours / "python", "-m", *processor, cwd=ROOT, env=environment(ours, PYTHONPATH=str(COLLECTIONS)))


def docs(part: Part, extra: Sequence[str]) -> None:
    """Build the documentation site from docs/ and the plugins' documentation, offline, to <cache>/docs/html."""
    tools = need("docs")
    env = environment(tools)
    source, html = CACHE / "docs" / "source", CACHE / "docs" / "html"
    shutil.rmtree(source, ignore_errors=True)
    shutil.copytree(TREE / "docs", source, ignore=shutil.ignore_patterns("docsite"))
    (source / "collection").mkdir()
    options = ("--use-current", "--squash-hierarchy", "--fail-on-error", "--dest-dir", source / "collection")
    part.run("antsibull-docs collection", tools / "antsibull-docs", "collection", *options, "stratus.openstack", env=env)
    arrange = (tools / "python", "-m", "tests.docsite", source / "collection")
    part.run("arrange the reference", *arrange, env=env | {"PYTHONPATH": str(COLLECTIONS)})
    part.run("sphinx-build", tools / "sphinx-build", "-q", "-W", "--keep-going", source, html, *extra, env=env)
    part.say(f"open {html / 'index.html'}")


def look(part: Part, extra: Sequence[str]) -> None:
    """The documentation site as a reader sees it in a browser: links, contrast, width."""
    names = ("chromium", "chromium-browser", "google-chrome")
    browser = os.environ.get(BROWSER) or next((path for path in map(shutil.which, names) if path), None)
    if not browser:
        raise Failed(f"there is no Chromium: install it (on Debian: apt install chromium), or set {BROWSER} to its path")
    tools = need("look")
    docs(part, ())
    site, ours = CACHE / "docs" / "html", need(NEWEST)
    samples = (ours / "python", "-m", "tests.samples", site / "samples")
    part.run("write maps and reports", *samples, cwd=ROOT, env=environment(ours, PYTHONPATH=str(COLLECTIONS)))
    command = (tools / "python", "-m", "tests.look", site, browser, CACHE / "look", *extra)
    part.say(part.run("look at the site", *command, env=environment(tools)).splitlines()[-1])


def audit(part: Part, extra: Sequence[str]) -> None:
    """Known vulnerabilities of what the collection needs at run time, by the database of the Python package index."""
    tools = need("audit")
    command = (tools / "pip-audit", "--strict", "--progress-spinner", "off", "--requirement", "requirements.txt", *extra)
    try:
        part.run("pip-audit", *command, env=environment(tools))
    except Failed as error:
        if re.search("could not be audited|not found on PyPI|Connection|Timeout|resolve", error.output):
            raise Failed("the database of vulnerabilities cannot be reached from here: nothing was audited", error.output) from None
        raise


def fuzz(part: Part, extra: Sequence[str]) -> None:
    """The property-based tests with ever new examples, for ten minutes or as many as the first extra argument says."""
    tools = need(NEWEST)
    minutes, *options = extra or ["10"]
    command = ("nice", "-n", "19", tools / "python", "-m", "pytest", "-q", "-s", "tests/unit/test_properties.py", *options)
    part.run(f"fuzz for {minutes} minutes", *command, env=environment(tools, STRATUS_FUZZ_MINUTES=minutes))


def changelog(part: Part, extra: Sequence[str]) -> None:
    """Bring CHANGELOG.md up to date with the fragments and the new modules of the version in galaxy.yml."""
    tools = need("lint")
    command = (tools / "antsibull-changelog", "release", "--refresh", "--reload-plugins", "--update-existing", *extra)
    part.run("antsibull-changelog release", *command, cwd=ROOT, env=environment(tools))


def pin(part: Part, extra: Sequence[str]) -> None:
    """Write tests/requirements/<name>.txt again from <name>.in, for all or for the names given; needs every Python that uses them."""
    folder = ROOT / "tests" / "requirements"
    for name in extra or ENVIRONMENTS:
        found = {}
        for release in pythons(name):
            path = CACHE / "pin" / release
            with part.step(f"resolve {name} for Python {release}"):
                part.quiet("venv", interpreter(release), "-m", "venv", path, cwd=ROOT)
                report = path / "report.json"
                options = ("--dry-run", "--ignore-installed", "--quiet", "--report", report)
                part.quiet("pip", path / "bin" / "pip", "install", *options, "-r", folder / f"{name}.in", cwd=ROOT)
            wanted = [item["metadata"] for item in json.loads(report.read_text())["install"]]
            found[release] = {item["name"]: item["version"] for item in wanted}
        (folder / f"{name}.txt").write_text(f"# Made from {name}.in by `python3 tests/run.py pin {name}`.\n{merged(found)}")


# The order is the order of start. The parts that share the dev cloud come first: they wait for each other, and take longest.
TEST = {
    "cloud-smoke": Job("the dev cloud's own checks, with the openstack client", (CLOUD,), cloud_smoke, cloud=True),
    "awx": Job("jobs as AWX runs them on the dev cloud, and the execution environment", (CLOUD, "awx"), awx, cloud=True),
    "integration": Job("the integration targets on the dev cloud", (CLOUD, TESTED), integration, cloud=True),
    "roles": Job("molecule's scenarios of the roles, on the dev cloud", (CLOUD, "molecule"), roles, cloud=True),
    "lint": Job("ruff, yamllint, ansible-lint (profile production), bandit, antsibull-changelog", ("lint",), lint),
    "unit": Job(f"pytest on ansible-core {', '.join(RELEASES)}, of which `test` takes the oldest and the newest", (TESTED,), unit),
    "ssh": Job("lean processes on a host that is reached by ssh, with sudo", (TESTED,), ssh),
    "sanity": Job("ansible-test sanity without ignore entries", (NEWEST,), sanity),
    "docs-lint": Job("antsibull-docs lint-collection-docs", ("docs",), docs_lint),
    "importer": Job("galaxy-importer on the built archive", ("importer",), importer),
}
TOOLS = {
    "target": Job("single integration targets, quickly: make target T=router,network", (CLOUD, NEWEST), target),
    "check-only": Job("what targets foretell wholly in check mode, judged by earlier real runs", (CLOUD, NEWEST), check_only),
    "docs": Job("build the documentation site", ("docs",), docs),
    "look": Job("look at the documentation site in a browser: links, contrast, width", ("docs", "look"), look),
    "demo": Job("start the dev cloud and run the demo playbook twice", (CLOUD, "demo"), demo),
    "bench": Job("measure this collection beside openstack.cloud", (CLOUD, "demo", "peer"), bench),
    "audit": Job("pip-audit on requirements.txt, where the database of vulnerabilities can be reached", ("audit",), audit),
    "fuzz": Job("try the property-based tests for minutes, ten unless told", (NEWEST,), fuzz),
    "cloud": Job("install and start the dev cloud", (CLOUD,), cloud_up),
    "cloud-down": Job("stop the dev cloud", (), cloud_down),
    "fix": Job("correct what ruff can correct by itself", ("lint",), fix),
    "generate": Job("write what is derived: action plugins, meta/runtime.yml, results in RETURN, guides", (NEWEST,), generate),
    "changelog": Job("update CHANGELOG.md from changelogs/fragments", ("lint",), changelog),
    "pin": Job("resolve tests/requirements/*.in again", (), pin),
}
JOBS = TEST | TOOLS


@dataclass(frozen=True)
class Outcome:
    """What came of a part: its seconds, those of the processor, and its failure, if any."""

    name: str
    seconds: float
    cpu: float
    error: Failed | None


def run_part(name: str, extra: Sequence[str], stream: bool) -> Outcome:
    """Run one part."""
    part, start, failure = Part(name, stream), time.monotonic(), None
    try:
        JOBS[name].run(part, extra)
    except Failed as error:
        part.say(f"FAILED: {error}")
        failure = error
    return Outcome(name, time.monotonic() - start, sum(part.spent.values()), failure)


def run_parts(names: Sequence[str], extra: Sequence[str], jobs: int) -> list[Outcome]:
    """Run parts, ``jobs`` at a time, of which one has the dev cloud; what came of each, in the order of ``names``."""
    waiting, results, running = list(names), {}, set()
    with ThreadPoolExecutor(jobs) as pool:
        while waiting or running:
            busy = any(JOBS[name].cloud for _future, name in running)
            ready = next((name for name in waiting if not (busy and JOBS[name].cloud)), None)
            if ready and len(running) < jobs:
                waiting.remove(ready)
                running.add((pool.submit(run_part, ready, extra, stream=len(names) == 1), ready))
                continue
            done, _others = wait((future for future, _name in running), return_when=FIRST_COMPLETED)
            results |= {name: future.result() for future, name in running if future in done}
            running = {(future, name) for future, name in running if future not in done}
    return [results[name] for name in names]


def arguments(argv: list[str]) -> argparse.Namespace:
    """The command line; what follows ``--`` is in ``extra``."""
    listing = "\n".join(f"  {name:<12} {job.about}" for name, job in JOBS.items())
    about = (
        "arguments after -- go to the tool of the part.\n\n"
        "`test` is all parts up to importer; `test-all` also takes all releases of ansible-core, all targets by ordinary modules,\n"
        "and the documentation site.\n\nparts (each is a target of make):\n"
    )
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        usage="%(prog)s [--jobs N] PART... [-- ARGUMENT...]",
        epilog=f"{about}{listing}",
    )
    parser.add_argument("parts", nargs="+", choices=["test", "test-all", *JOBS], metavar="PART")
    parser.add_argument("--jobs", type=int, default=2, help="how many parts run at a time (default: 2)")
    options, extra = (argv[: argv.index("--")], argv[argv.index("--") + 1 :]) if "--" in argv else (argv, [])
    parsed = parser.parse_args(options)
    if extra and len(parsed.parts) > 1:
        parser.error("arguments after -- belong to one part: name only that one")
    return argparse.Namespace(**vars(parsed), extra=extra)


def main() -> int:
    """Run the parts that the command line names; return 1 when one failed."""
    options = arguments(sys.argv[1:])
    if "test-all" in options.parts:
        os.environ[EVERYTHING] = "1"
    groups = {"test": [*TEST], "test-all": [*TEST, "docs"]}
    names = list(dict.fromkeys(name for given in options.parts for name in groups.get(given, [given])))
    for release, reason in LEFT_OUT.items():
        print(f"ansible-core {release} is left out, {NEWEST.removeprefix('ansible-')} is the newest here: {reason}", flush=True)
    HOME.mkdir(parents=True, exist_ok=True)
    copy_collection()
    needs = (thing for name in sorted(names, key=lambda name: JOBS[name].cloud) for thing in JOBS[name].needs)
    wanted = dict.fromkeys(one for thing in needs for one in (tested() if thing == TESTED else (thing,)))
    for thing in sorted(wanted, key=lambda thing: thing != CLOUD):  # the longest first, then what is wanted before it is there
        PREPARATION.begin(thing)
    # A cloud that runs already belongs to the caller and is left running.
    stop_cloud = any(JOBS[name].cloud for name in names) and not cloud_runs()
    try:
        results = run_parts(names, options.extra, options.jobs)
    except KeyboardInterrupt:
        return 130
    finally:
        PREPARATION.pool.shutdown(wait=False, cancel_futures=True)
        if stop_cloud:
            run_part("cloud-down", [], stream=False)
    return report(results, shown=len(names) == 1, left=[] if groups.keys().isdisjoint(options.parts) or "look" in names else ["look"])


def report(results: list[Outcome], shown: bool, left: Sequence[str] = ()) -> int:
    """Print what failed (unless it was shown as it ran), the table of parts and those that were left out; return the exit status."""
    failed = [part for part in results if part.error]
    for part in failed:
        if not shown and part.error:
            print(f"\n--- {part.name}: {part.error}; the whole output is in {CACHE / 'logs' / part.name}.log\n{part.error.output}")
    print()
    for part in results:
        word = "FAILED" if part.error else "not run" if part.name in NOT_RUN else "passed"
        print(f"{part.name:<14} {word:<7}{part.seconds:7.1f} s, {part.cpu:7.1f} s of the processor")
    if LEFT_OUT:
        print(f"not tried for want of a Python: ansible-core {', '.join(LEFT_OUT)}")
    for name in left:
        print(f"not run: make {name} ({JOBS[name].about})")
    for name, reason in NOT_RUN.items():
        print(f"not run: {name}, since {reason}")
    print(f"{len(results) - len(failed) - len(NOT_RUN)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
