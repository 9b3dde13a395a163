# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fault table: what goes wrong, in which task, and what comes of it. faults.yml says what its keys mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.faults.proxy import KINDS, Rule

CONVERGED, ALL = "converged", "all"


@dataclass(frozen=True)
class Action:
    """A task. ``target``: the request that faults strike, ``look_up``: the one before it, as lines of a message; <...> in them stands for
    what differs."""

    name: str
    about: str
    doing: str
    target: str
    look_up: str
    data: dict[str, Any] = field(hash=False)


@dataclass(frozen=True)
class Fault:
    """A row: ``how`` makes the fault (proxy.py), ``strikes`` is the request: "target", "look_up" or "login"."""

    name: str
    how: dict[str, Any] = field(hash=False)
    family: str
    strikes: str = "target"
    first: int = 1
    times: int | None = 1
    cloud: dict[str, Any] = field(default_factory=dict, hash=False)
    converged: tuple[str, ...] = ()
    reported: tuple[dict[str, Any], ...] = field(default=(), hash=False)


@dataclass(frozen=True)
class Row:
    """A cell of the table: one fault in one task. ``message``: what the task must say, None when it must get through."""

    fault: Fault
    action: Action
    message: str | None

    @property
    def outcome(self) -> str:
        return CONVERGED if self.message is None else f"reported: {self.message}"

    @property
    def request(self) -> str:
        """The request that is struck, as a message has it."""
        return "POST /identity/v3/auth/tokens" if self.fault.strikes == "login" else getattr(self.action, self.fault.strikes)

    def rule(self) -> Rule:
        how = dict(self.fault.how)
        method, path = self.request.split(" ", 1)
        pattern = re.escape(path.partition("?")[0]).replace("<id>", "[0-9a-f-]{32,36}") + r"(\?|$)"
        return Rule(KINDS[how.pop("kind")](**how), method, pattern, self.fault.first, self.fault.times)


def load() -> tuple[list[Action], list[Fault]]:
    """The tasks and the faults."""
    data = yaml.safe_load(Path(__file__).with_name("faults.yml").read_text())
    actions = [Action(name, data=entry.pop("task"), **entry) for name, entry in data["actions"].items()]
    faults = []
    for entry in data["faults"]:
        made = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
        everywhere = tuple(action.name for action in actions)
        made["converged"] = everywhere if made.get("converged") == ALL else made.get("converged", ())
        made["reported"] = tuple(one | {"in": everywhere} if one["in"] == ALL else one for one in made.get("reported", ()))
        faults.append(Fault(made.pop("fault"), **made))
    return actions, faults


def outcomes(fault: Fault) -> Iterator[tuple[str, str | None]]:
    """(action's name, message or None) for each outcome that a fault declares."""
    yield from ((name, None) for name in fault.converged)
    for entry in fault.reported:
        yield from ((name, entry["message"]) for name in entry["in"])


def rows() -> list[Row]:
    """All cells, the messages with the requests of their tasks filled in."""
    actions, faults = load()
    named = {action.name: action for action in actions}
    found = []
    for fault in faults:
        for name, message in outcomes(fault):
            action = named[name]
            found.append(Row(fault, action, None if message is None else message.format(**words(fault, action))))
    return found


def representatives() -> set[tuple[str, str]]:
    """(task, fault) of a third of the cells: of the tasks in which a fault has one outcome every third, each fault from another one on."""
    actions, faults = load()
    order = [action.name for action in actions]
    found = set()
    for number, fault in enumerate(faults):
        alike: dict[str | None, list[str]] = {}
        for name, message in sorted(outcomes(fault), key=lambda outcome: order.index(outcome[0])):
            alike.setdefault(message, []).append(name)
        for names in alike.values():
            found |= {(names[(number + place) % len(names)], fault.name) for place in range(0, len(names), 3)}
    return found


def words(fault: Fault, action: Action) -> dict[str, str]:
    """What stands for an action's own in messages."""
    path = action.look_up.split(" ", 1)[1].partition("?")[0]
    return {
        "doing": action.doing,
        "looking": re.sub("^Cannot (create|change|remove) (.*?<name>').*", r"Cannot look up \2", action.doing),
        "target": url(action.target, "https" if fault.cloud.get("https") else "http"),
        "look_up": url(action.look_up),
        "path": action.target.split(" ", 1)[1],
        "place": "/" + path.split("/", 2)[2],
    }


def url(line: str, scheme: str = "http") -> str:
    """A request's line with the address in it."""
    return line.replace(" ", f" {scheme}://<host>", 1)
