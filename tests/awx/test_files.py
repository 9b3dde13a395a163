# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The files for AWX: what AWX takes, what becomes of hostile texts, and whether surveys ask for what the playbooks know."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jsonschema
import pytest
import yaml
from awx_plugins.interfaces._temporary_private_inject_api import ENV_BLOCKLIST, HIDDEN_PASSWORD
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ansible_collections.stratus.openstack.plugins.module_utils import config
from ansible_collections.stratus.openstack.plugins.module_utils.session import Session
from tests.awx.awx import FILES, ROOT, Injected, inject, kind
from tests.unit.stub import Answer, certificate, serve

TYPES = ("application_credential", "password")
SURVEYS = {path.stem: json.loads(path.read_text()) for path in sorted((FILES / "surveys").glob("*.json"))}
TEXT, WORD = {"type": "string"}, "^[a-zA-Z_][a-zA-Z0-9_]*$"
FLAG = {"type": "boolean"}
# What AWX accepts as a custom credential type.
FIELD = {
    "id": {"type": "string", "pattern": WORD, "not": {"const": "tower"}},
    "type": {"enum": ["string", "boolean"]},
    "format": {"enum": ["ssh_private_key", "url"]},
    "choices": {"type": "array", "minItems": 1, "items": TEXT, "uniqueItems": True},
    "label": TEXT,
    "help_text": TEXT,
    "multiline": FLAG,
    "secret": FLAG,
    "ask_at_runtime": FLAG,
    "default": {},
}


def closed(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False, "required": list(required)}


def listed(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def named(pattern: str, values: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "patternProperties": {pattern: values}, "additionalProperties": False}


TYPE = closed(
    {
        "name": TEXT,
        "description": TEXT,
        "kind": {"enum": ["cloud", "net"]},
        "inputs": closed({"required": listed(TEXT), "fields": listed(closed(FIELD, "id", "label"))}),
        "injectors": closed(
            {
                "file": named(r"^template\.[a-zA-Z_][a-zA-Z0-9_]*$", TEXT),
                "env": named("^(?!ANSIBLE_)[a-zA-Z_][a-zA-Z0-9_]*$", {"type": "string", "pattern": "^[\x00-\x7f]*$"}),
            }
        ),
    },
    "name", "kind", "inputs", "injectors",
)
# What AWX accepts as a survey.
QUESTION = closed(
    {
        "type": {"enum": ["text", "integer", "multiplechoice", "multiselect"]},
        "variable": {"type": "string", "pattern": WORD},
        "question_name": {"type": "string", "minLength": 1},
        "question_description": TEXT,
        "required": FLAG,
        "min": {"type": "integer", "minimum": 0},
        "max": {"type": "integer", "minimum": 1},
        "choices": {"type": "array", "minItems": 1, "items": TEXT, "uniqueItems": True},
        "default": {"type": ["string", "integer"]},
    },
    "type", "variable", "question_name", "question_description", "required", "default",
)
SURVEY = closed({"name": TEXT, "description": TEXT, "spec": listed(QUESTION) | {"minItems": 1}}, "name", "description", "spec")
HOSTILE = (
    "it's \"quoted\" ''twice'' \"", "a # b", "a: b", "100 % %s", "- x", "{region_name} {{ password }} {% raw %}", "\\n \\x41 \\", "\ttab ",
    "Grüße, 東京 🔑",
    "*alias &anchor !tag | > @ `", "0123", "1e3", "yes", "null", "~", "=", " ", "$HOME `id` $(id)", "$encrypted", "?", "[", "}",
)


def read(name: str) -> dict[str, Any]:
    return yaml.safe_load((FILES / "credential_types" / f"{name}.yml").read_text())


def texts(name: str) -> list[str]:
    """The fields into which anything of one line can be typed."""
    fields = (field for field in read(name)["inputs"]["fields"] if not {"choices", "multiline"} & set(field))
    return [field["id"] for field in fields if field["type"] == "string"]


def filled(name: str, **inputs: Any) -> dict[str, Any]:
    return dict.fromkeys(read(name)["inputs"]["required"], "x") | {"auth_url": "https://cloud.example:5000/v3"} | inputs


def loaded(made: Injected) -> SimpleNamespace:
    """The only cloud, as the collection and as any YAML parser reads it."""
    found = config.load(environ=made.env, cwd="/", home="/nowhere")
    return SimpleNamespace(config=found, entry=yaml.safe_load(Path(made.env["OS_CLIENT_CONFIG_FILE"]).read_text())["clouds"]["openstack"])


@pytest.mark.parametrize("name", TYPES)
def test_awx_takes_the_credential_type(name: str) -> None:
    content = read(name)
    jsonschema.Draft202012Validator(TYPE).validate(content)
    fields = {field["id"]: field for field in content["inputs"]["fields"]}
    assert len(fields) == len(content["inputs"]["fields"])
    assert set(content["inputs"]["required"]) <= set(fields)
    for field in fields.values():
        kinds = {"string": str, "boolean": bool}
        assert isinstance(field.get("default", kinds[field["type"]]()), kinds[field["type"]])
        assert field["type"] == "string" or not {"choices", "multiline", "format", "secret"} & set(field)
        assert field.get("secret", False) == (field["id"] in ("password", "application_credential_secret"))
        assert field.get("default", "") in field.get("choices", [field.get("default", "")])
    assert not ENV_BLOCKLIST & set(content["injectors"]["env"])


@pytest.mark.parametrize("name", TYPES)
def test_templates_name_only_what_there_is(name: str) -> None:
    """AWX renders every template with an example for every field, and refuses the type when a name is unknown."""
    content = read(name)
    files = {label.split(".")[1]: "EXAMPLE_FILENAME" for label in content["injectors"]["file"]}
    names = {field["id"]: "EXAMPLE" for field in content["inputs"]["fields"]}
    names["tower"] = SimpleNamespace(filename=SimpleNamespace(**files))
    jinja = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
    rendered = [jinja.from_string(text).render(names) for group in content["injectors"].values() for text in group.values()]
    assert all(rendered)
    with pytest.raises(TemplateError):
        jinja.from_string("{{ tower.filename.other }}").render(names)


def test_the_types_share_what_they_have_in_common() -> None:
    first, second = ({field["id"]: field for field in read(name)["inputs"]["fields"]} for name in TYPES)
    common = set(first) & set(second)
    assert common == {"auth_url", "region_name", "interface", "ca_cert", "insecure"}
    assert all(first[name] == second[name] for name in common)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", TYPES)
def test_any_text_survives(name: str, text: str, tmp_path: Path) -> None:
    inputs = filled(name, **{field: text for field in texts(name) if field != "auth_url"})
    made = inject((name, inputs), tmp_path)
    cloud = loaded(made)
    auth = {key: value for key, value in inputs.items() if key not in ("region_name", "auth_url")}
    assert {key: value for key, value in cloud.entry["auth"].items() if key != "auth_url"} == auth
    assert cloud.entry["region_name"] == text
    assert {key: value for key, value in cloud.config.auth.items() if key in auth} == auth
    assert not made.args and all(path.stat().st_mode & 0o777 == stat.S_IRUSR | stat.S_IWUSR for path in (tmp_path / "env").iterdir())


@pytest.mark.parametrize("name", TYPES)
def test_secrets_are_in_the_file_alone(name: str, tmp_path: Path) -> None:
    inputs = filled(name) | {field["id"]: "s3cr3t" for field in read(name)["inputs"]["fields"] if field.get("secret")}
    made = inject((name, inputs), tmp_path)
    assert "s3cr3t" not in repr(made) and made.args == []
    assert made.shown == made.env and HIDDEN_PASSWORD not in made.shown.values()
    assert Path(made.env["OS_CLIENT_CONFIG_FILE"]).read_text().count("s3cr3t") == 1


@pytest.mark.parametrize(
    ("inputs", "auth", "settings"),
    [
        ({}, {"user_domain_name": "Default", "project_domain_name": "Default"}, {"interface": "public", "verify": True}),
        ({"user_domain_name": "a"}, {"user_domain_name": "a", "project_domain_name": "a"}, {}),
        ({"user_domain_name": "a", "project_domain_name": "b"}, {"user_domain_name": "a", "project_domain_name": "b"}, {}),
        ({"region_name": "north", "interface": "internal"}, {}, {"region_name": "north", "interface": "internal"}),
        ({"insecure": True}, {}, {"verify": False}),
        ({"insecure": False, "region_name": "", "ca_cert": ""}, {}, {"verify": True}),
    ],
)
def test_what_is_left_empty(inputs: dict[str, Any], auth: dict[str, str], settings: dict[str, Any], tmp_path: Path) -> None:
    made = inject(("password", filled("password", **inputs)), tmp_path)
    entry = loaded(made).entry
    assert auth.items() <= entry["auth"].items() and settings.items() <= entry.items()
    assert ("region_name" in entry) == bool(inputs.get("region_name"))
    assert made.env["REQUESTS_CA_BUNDLE"] == ""


@pytest.mark.parametrize("name", TYPES)
def test_a_ca_of_ones_own(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made_by_us = certificate(tmp_path, "127.0.0.1")
    pem = Path(f"{made_by_us}.crt").read_text()
    with serve(made_by_us) as stub:
        stub.play(Answer(401, {"error": {"message": "wrong password", "code": 401}}))
        outcomes = []
        for ca in (pem, pem.rstrip("\n"), ""):
            made = inject((name, filled(name, auth_url=f"{stub.url}/v3", ca_cert=ca)), tmp_path)
            monkeypatch.setenv("REQUESTS_CA_BUNDLE", made.env["REQUESTS_CA_BUNDLE"])
            cloud = config.load(environ=made.env, cwd="/", home="/nowhere")
            with pytest.raises(Exception, match="wrong password|TLS failed") as caught:
                Session(cloud).request("identity", "GET", "/users")
            outcomes.append("TLS" if "TLS failed" in str(caught.value) else "reached")
    assert outcomes == ["reached", "reached", "TLS"]


@pytest.mark.parametrize("survey", SURVEYS.values(), ids=SURVEYS)
def test_awx_takes_the_survey(survey: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator(SURVEY).validate(survey)
    questions = survey["spec"]
    assert len({question["variable"] for question in questions}) == len(questions)
    for question in questions:
        defaults = str(question["default"]).split("\n") if question["type"] == "multiselect" else [question["default"]]
        assert ("choices" in question) == question["type"].startswith("multi")
        assert set(defaults) <= set(question.get("choices", defaults))
        assert isinstance(question["default"], int) == (question["type"] == "integer")
        if "max" in question and question["default"]:
            size = question["default"] if question["type"] == "integer" else len(question["default"])
            assert question["min"] <= size <= question["max"]


def asked_for(name: str) -> dict[str, dict[str, Any]]:
    """The variables of the playbook that a job template runs, and those of its roles, each as in an argument spec."""
    (imported,) = yaml.safe_load((FILES / "project" / f"{name}.yml").read_text())
    play = yaml.safe_load((ROOT / "playbooks" / f"{imported['ansible.builtin.import_playbook'].rpartition('.')[2]}.yml").read_text())[0]
    kinds = {str: "str", int: "int", bool: "bool", list: "list"}
    known = {variable: {"type": kinds[type(value)]} for variable, value in play["vars"].items()}
    for role in play["roles"]:
        specs = yaml.safe_load((ROOT / "roles" / role["role"].rpartition(".")[2] / "meta" / "argument_specs.yml").read_text())
        known |= {name: spec for name, spec in specs["argument_specs"]["main"]["options"].items() if name not in role.get("vars", {})}
    return known


@pytest.mark.parametrize("name", SURVEYS)
def test_surveys_ask_for_what_the_playbooks_know(name: str) -> None:
    known = asked_for(name)
    fits = {"text": ("str", "list"), "integer": ("int",), "multiselect": ("list",), "multiplechoice": ("str", "bool")}
    for question in SURVEYS[name]["spec"]:
        option = known[question["variable"]]
        assert option["type"] in fits[question["type"]], question["variable"]
        assert set(question.get("choices", [])) <= set(option.get("choices", question.get("choices", [])))
        if option["type"] == "bool":
            assert question["choices"] == ["false", "true"] and question["default"] == "false"


def test_every_file_has_its_place() -> None:
    """One survey for each playbook of the project, and nothing that nobody speaks of."""
    assert {path.stem for path in (FILES / "project").glob("*.yml")} == set(SURVEYS)
    assert {path.stem for path in (FILES / "credential_types").iterdir()} == set(TYPES)
    assert all(kind(name).kind == "cloud" for name in TYPES)
