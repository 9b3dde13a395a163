# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write meta/runtime.yml and the links in plugins/action from the modules there are; unit tests hold that they are what this writes.

Every module is in the action group, and its action plugin is a link to the one that all share: with a redirect instead, ansible-lint
would tell every user that the module's canonical name is the plugin's. The names that openstack.cloud has for some lead to ours.
"""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIRES = ">=2.17.0"
ACTIONS = ROOT / "plugins" / "action"
PLUGIN = "api.py"  # carries the name of a real module, as ansible-test wants
OLD_NAMES = {  # in openstack.cloud -> here
    "compute_flavor": "flavor",
    "compute_flavor_access": "flavor_access",
    "compute_flavor_info": "flavor_info",
    "networks_info": "network_info",
    "neutron_rbac_policies_info": "neutron_rbac_policy_info",
    "object_containers_info": "object_container_info",
    "routers_info": "router_info",
    "subnets_info": "subnet_info",
}


def runtime(modules: list[str]) -> str:
    """The text of meta/runtime.yml for these modules."""
    old = {name: target for name, target in OLD_NAMES.items() if target in modules}
    names = sorted([*modules, *old])
    lines = ["---", f'requires_ansible: "{REQUIRES}"', "action_groups:", "  openstack:"]
    lines += [f"    - {name}" for name in names]
    if old:
        lines += ["plugin_routing:"]
        for kind in ("action", "modules"):
            lines += [f"  {kind}:"]
            for name, target in sorted(old.items()):
                lines += [f"    {name}:", f"      redirect: stratus.openstack.{target}"]
    return "\n".join(lines) + "\n"


def modules() -> list[str]:
    return sorted(path.stem for path in (ROOT / "plugins" / "modules").glob("*.py") if path.stem != "__init__")


def links() -> dict[str, str]:
    """What plugins/action has to hold beside the plugin itself: link -> target."""
    return {f"{name}.py": PLUGIN for name in modules() if f"{name}.py" != PLUGIN}


if __name__ == "__main__":
    for path in ACTIONS.glob("*.py"):
        if path.is_symlink():
            path.unlink()
    for name, target in links().items():
        (ACTIONS / name).symlink_to(target)
    (ROOT / "meta" / "runtime.yml").write_text(runtime(modules()))
