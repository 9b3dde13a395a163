# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The smoke test: about eighty steps with the real openstack client, and those of each extra service that is part of the cloud."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import shlex
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.devcloud import service as contract
from tests.devcloud.settings import CHECKOUT, HOST, Settings

WAIT_SECONDS = 60
POLL_SECONDS = 0.3
LEFT_OVERS = (
    "server",
    "volume",
    "volume snapshot",
    "volume backup",
    "image",
    "port",
    "router",
    "network",
    "security group",
    "floating ip",
    "keypair",
)


class Client:
    """The `openstack` client, kept in one process (runtime/client.py)."""

    def __init__(self, settings: Settings, cloud: str) -> None:
        environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(settings.data("home")),
            "LANG": "C.UTF-8",
            "PYTHONWARNINGS": "ignore",
            "OS_CLIENT_CONFIG_FILE": str(settings.clouds_yaml),
            "OS_CLOUD": cloud,
            "PYTHONDONTWRITEBYTECODE": "1",
            "no_proxy": HOST,
        }
        program = CHECKOUT / "tests/devcloud/runtime/client.py"
        self.process = subprocess.Popen(
            [str(settings.cli / "bin/python"), str(program)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )

    def __call__(self, arguments: list[str]) -> tuple[int, str]:
        """Exit code and output of one command."""
        self.process.stdin.write(json.dumps(arguments) + "\n")
        self.process.stdin.flush()
        return tuple(json.loads(self.process.stdout.readline()))

    def close(self) -> None:
        """End the process."""
        self.process.stdin.close()
        self.process.wait()


class Smoke:
    """Runs and counts steps. `name("net")` is a name that no other run uses."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.settings, self.folder = settings, folder
        self.clients = {cloud: Client(settings, cloud) for cloud in ("demo", "admin")}
        self.suffix = f"{os.getpid():x}{int(time.time()) & 0xFFFF:x}"
        self.passed = self.failed = 0

    def name(self, prefix: str) -> str:
        """A name of this run."""
        return f"{prefix}-{self.suffix}"

    def openstack(self, command: str, cloud: str = "demo") -> str:
        """The output of a command. Raises RuntimeError with that output when it fails."""
        code, output = self.clients[cloud](shlex.split(command))
        if code:
            raise RuntimeError(f"openstack {command}: exit code {code}: {output.strip()[-400:]}")
        return output.strip()

    def value(self, command: str, column: str, cloud: str = "demo") -> str:
        """One column of a `show` or `create`."""
        return self.openstack(f"{command} -f value -c {column}", cloud)

    @contextlib.contextmanager
    def step(self, title: str) -> Iterator[None]:
        """A step of any code; an exception is a failure, and the test goes on."""
        began = time.monotonic()
        try:
            yield
        except Exception as error:
            self.failed += 1
            self._say("FAIL", began, title)
            print(f"      {error}", flush=True)
        else:
            self.passed += 1
            self._say("PASS", began, title)

    def _say(self, result: str, began: float, title: str) -> None:
        print(f"{result} {(time.monotonic() - began) * 1000:6.0f} ms  {title}", flush=True)

    def run(self, *commands: str, cloud: str = "demo") -> None:
        """A step for each command, with the command as its title."""
        for command in commands:
            with self.step(command.replace(f"-{self.suffix}", "")):
                self.openstack(command, cloud)

    def wait(self, thing: str, column: str, wanted: str, cloud: str = "demo", seconds: float = WAIT_SECONDS) -> None:
        """A step that polls `THING show` (thing is "server NAME") until a column has the wanted value; ends at once on an error state."""
        kind, _unused, name = thing.rpartition(" ")
        with self.step(f"{thing} is {wanted}".replace(f"-{self.suffix}", "")):
            deadline = time.monotonic() + seconds
            while (found := self.value(f"{kind} show {name}", column, cloud)) != wanted:
                if found.lower() in ("error", "failed") or time.monotonic() > deadline:
                    raise RuntimeError(f"{column} is {found}, wanted {wanted}")
                time.sleep(POLL_SECONDS)

    def expect(self, title: str, found: Callable[[], bool], seconds: float = WAIT_SECONDS) -> None:
        """A step that polls until a condition holds."""
        with self.step(title):
            deadline = time.monotonic() + seconds
            while not found():
                if time.monotonic() > deadline:
                    raise RuntimeError(f"not so within {seconds} s")
                time.sleep(POLL_SECONDS)

    def close(self) -> None:
        """End the clients."""
        for client in self.clients.values():
            client.close()


def run(settings: Settings) -> int:
    """Run all steps; returns the exit code."""
    began = time.monotonic()
    scratch = settings.data("tmp")
    scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        smoke = Smoke(settings, Path(folder))
        try:
            for steps in (networks, compute, storage, life, second_network_card, admin_moves, images, clean_up, identity, quotas):
                steps(smoke)
            for name in settings.extras:
                if contract.get(name).smoke:
                    print(f"== {name}", flush=True)
                    contract.get(name).smoke(smoke)
            nothing_left(smoke)
        finally:
            smoke.close()
    print(f"{smoke.passed} passed, {smoke.failed} failed, in {time.monotonic() - began:.0f} s", flush=True)
    return 1 if smoke.failed else 0


def networks(smoke: Smoke) -> None:
    """A network behind a router, a security group, a port."""
    net, subnet, router, group, port = map(smoke.name, ("net", "subnet", "router", "group", "port"))
    smoke.run(
        "token issue",
        f"network create {net}",
        f"subnet create --network {net} --subnet-range 10.20.0.0/24 --dns-nameserver 192.0.2.53 {subnet}",
        f"router create {router}",
        f"router set --external-gateway public {router}",
        f"router add subnet {router} {subnet}",
        f"security group create {group}",
        f"security group rule create --protocol tcp --dst-port 22 --remote-ip 0.0.0.0/0 {group}",
        f"security group rule create --protocol icmp {group}",
        f"port create --network {net} --fixed-ip subnet={subnet},ip-address=10.20.0.77 {port}",
        f"port set --security-group {group} {port}",
        f"network set --dns-domain smoke.example.org. {net}",
        f"port create --network {net} --dns-name smoke {port}-dns",
        f"port delete {port}-dns",
        f"network set --tag smoke {net}",
    )


def compute(smoke: Smoke) -> None:
    """A server with a keypair and a floating IP."""
    key = smoke.folder / "key.pub"
    key.write_text(f"ssh-ed25519 {base64.b64encode(_field(b'ssh-ed25519') + _field(os.urandom(32))).decode()} smoke")
    pair, server, net, group = map(smoke.name, ("key", "server", "net", "group"))
    smoke.run(
        f"keypair create --public-key {key} {pair}",
        f"server group create --policy anti-affinity {smoke.name('servergroup')}",
        f"server create --image cirros-0.6.3-x86_64 --flavor m1.tiny --network {net} --security-group {group} --key-name {pair}"
        f" --property a=b --wait {server}",
    )
    smoke.wait(f"server {server}", "status", "ACTIVE")
    smoke.expect("the server has an address of the subnet", lambda: "10.20.0." in smoke.value(f"server show {server}", "addresses"))
    with smoke.step("floating ip create public"):
        address = smoke.value("floating ip create public", "floating_ip_address")
        (smoke.folder / "floating-ip").write_text(address)
        smoke.run(f"server add floating ip {server} {address}")
        smoke.expect("the server shows its floating ip", lambda: address in smoke.value(f"server show {server}", "addresses"))
        smoke.wait(f"floating ip {address}", "status", "ACTIVE")


def _field(value: bytes) -> bytes:
    return len(value).to_bytes(4, "big") + value


def storage(smoke: Smoke) -> None:
    """Volumes, attached and detached; from snapshot, from image; a server that boots from one; a backup."""
    server, net = map(smoke.name, ("server", "net"))
    volume, snapshot, second, bootable, backup, booted = map(smoke.name, ("volume", "snapshot", "second", "bootable", "backup", "booted"))
    smoke.run(f"volume create --size 1 {volume}")
    smoke.wait(f"volume {volume}", "status", "available")
    smoke.run(f"server add volume {server} {volume}")
    smoke.wait(f"volume {volume}", "status", "in-use")
    smoke.run(f"server remove volume {server} {volume}")
    smoke.wait(f"volume {volume}", "status", "available")
    smoke.run(f"volume snapshot create --volume {volume} {snapshot}")
    smoke.wait(f"volume snapshot {snapshot}", "status", "available")
    smoke.run(f"volume create --snapshot {snapshot} --size 1 {second}")
    smoke.wait(f"volume {second}", "status", "available")
    smoke.run(f"volume set --size 2 {second}")
    smoke.wait(f"volume {second}", "size", "2")
    smoke.run(f"volume create --image tiny-raw --size 1 --bootable {bootable}")
    smoke.wait(f"volume {bootable}", "status", "available")
    smoke.run(f"server create --volume {bootable} --flavor m1.tiny --network {net} --wait {booted}")
    smoke.run(f"volume backup create --name {backup} {volume}")
    smoke.wait(f"volume backup {backup}", "status", "available")
    smoke.run(f"volume backup restore {backup} {second} --force")
    smoke.wait(f"volume {second}", "status", "available")


def life(smoke: Smoke) -> None:
    """A server's states, one after the other."""
    server = smoke.name("server")
    for command, status in (
        ("stop", "SHUTOFF"),
        ("start", "ACTIVE"),
        ("pause", "PAUSED"),
        ("unpause", "ACTIVE"),
        ("suspend", "SUSPENDED"),
        ("resume", "ACTIVE"),
        ("lock", "ACTIVE"),
        ("unlock", "ACTIVE"),
        ("shelve", "SHELVED_OFFLOADED"),
        ("unshelve", "ACTIVE"),
        ("rescue", "RESCUE"),
        ("unrescue", "ACTIVE"),
    ):
        smoke.run(f"server {command} {server}")
        smoke.wait(f"server {server}", "status", status)
    smoke.run(f"server reboot --wait {server}", f"server resize --flavor m1.small --wait {server}")
    smoke.wait(f"server {server}", "status", "VERIFY_RESIZE")
    smoke.run(f"server resize confirm {server}")
    smoke.wait(f"server {server}", "status", "ACTIVE")
    smoke.run(
        f"server rebuild --image tiny-raw --wait {server}",
        f"console log show {server}",
        f"console url show {server}",
        f"server image create --wait --name {smoke.name('saved')} {server}",
        f"server set --property c=d {server}",
    )


def second_network_card(smoke: Smoke) -> None:
    """A port, attached and detached."""
    server, port = smoke.name("server"), smoke.name("port")
    smoke.run(f"server add port {server} {port}")
    smoke.wait(f"port {port}", "status", "ACTIVE")
    smoke.run(f"server remove port {server} {port}")
    smoke.expect("the port is free again", lambda: smoke.value(f"port show {port}", "device_id") in ("", "None"))


def admin_moves(smoke: Smoke) -> None:
    """Cold and live migration."""
    server = ""
    with smoke.step("the server's id"):
        server = smoke.value(f"server show {smoke.name('server')}", "id")
    smoke.run(f"server migrate --wait {server}", f"server migration confirm {server}", cloud="admin")
    smoke.wait(f"server {server}", "status", "ACTIVE")
    smoke.run(f"server migrate --live-migration --wait {server}", cloud="admin")


def images(smoke: Smoke) -> None:
    """Upload, change, download, import from a web address."""
    image, content = smoke.name("image"), smoke.folder / "content"
    content.write_bytes(os.urandom(4096))
    smoke.run(
        f"image create --disk-format raw --container-format bare --file {content} {image}",
        f"image set --property os_distro=none --tag smoke {image}",
        f"image save --file {content}.saved {image}",
    )
    with smoke.step("the saved image is what was uploaded"):
        if Path(f"{content}.saved").read_bytes() != content.read_bytes():
            raise RuntimeError("it differs")
    smoke.run(f"image delete {image} {smoke.name('saved')}")


def clean_up(smoke: Smoke) -> None:
    """Delete what the steps before have made."""
    address = (smoke.folder / "floating-ip").read_text() if (smoke.folder / "floating-ip").exists() else "none"
    volume = smoke.name("volume")
    smoke.run(
        f"server delete --wait {smoke.name('server')} {smoke.name('booted')}",
        f"floating ip delete {address}",
        f"volume delete {smoke.name('second')} {smoke.name('bootable')}",
        f"volume snapshot delete {smoke.name('snapshot')}",
        f"volume backup delete {smoke.name('backup')}",
    )
    for kind in ("volume snapshot", "volume backup"):
        name = smoke.name(kind.split()[1])
        smoke.expect(f"the {kind} is gone", lambda kind=kind, name=name: name not in smoke.openstack(f"{kind} list -f value"))
    smoke.run(
        f"volume delete {volume}",
        f"port delete {smoke.name('port')}",
        f"router remove subnet {smoke.name('router')} {smoke.name('subnet')}",
        f"router delete {smoke.name('router')}",
        f"network delete {smoke.name('net')}",
        f"security group delete {smoke.name('group')}",
        f"keypair delete {smoke.name('key')}",
        f"server group delete {smoke.name('servergroup')}",
    )


def identity(smoke: Smoke) -> None:
    """Projects, users, roles; an application credential."""
    project, user, role, credential = map(smoke.name, ("project", "user", "role", "credential"))
    smoke.run(
        f"project create --description smoke {project}",
        f"user create --password secret --project {project} {user}",
        f"role create {role}",
        f"role add --project {project} --user {user} {role}",
        f"role assignment list --project {project} --names",
        f"user set --email smoke@example.org {user}",
        f"role remove --project {project} --user {user} {role}",
        cloud="admin",
    )
    smoke.run(f"application credential create --secret smoke --role member {credential}")
    with smoke.step("log in with the application credential"):
        identity_ = smoke.value(f"application credential show {credential}", "id")
        login = f"--os-cloud '' --os-auth-type v3applicationcredential --os-auth-url {smoke.settings.keystone} --os-region-name RegionOne"
        smoke.openstack(f"{login} --os-application-credential-id {identity_} --os-application-credential-secret smoke token issue")
    smoke.run(f"application credential delete {credential}")


def quotas(smoke: Smoke) -> None:
    """A project's quotas, then the end of the project."""
    project, user, role = map(smoke.name, ("project", "user", "role"))
    smoke.run(f"quota set --instances 7 --volumes 8 --networks 9 {project}", cloud="admin")
    with smoke.step("the quotas are what was set"):
        rows = dict(
            line.split()[:2] for line in smoke.openstack(f"quota show {project} -f value -c Resource -c Limit", "admin").splitlines()
        )
        found = [rows.get(name) for name in ("instances", "volumes", "networks")]
        if found != ["7", "8", "9"]:
            raise RuntimeError(f"they are {found}")
    smoke.run(f"quota delete {project}", f"user delete {user}", f"project delete {project}", f"role delete {role}", cloud="admin")


def nothing_left(smoke: Smoke) -> None:
    """No listing shows a name of this run."""
    for kind in LEFT_OVERS:
        smoke.expect(f"no {kind} is left", lambda kind=kind: f"-{smoke.suffix}" not in smoke.openstack(f"{kind} list -f value"), seconds=20)
