# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Load balancing: API and controller worker in one process; a VIP is a real Neutron port, an amphora is nothing."""
from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import Any

from tests.devcloud.config import common, database, ini, login, shared
from tests.devcloud.service import Entry, Service
from tests.devcloud.settings import HOST, PASSWORD, REGION, Settings

CA_DAYS = 3650


def configs(settings: Settings) -> dict[str, str]:
    """One file."""
    data = settings.data("octavia")
    certificate = data / "ca.pem"
    return {"octavia.conf": ini({
        "DEFAULT": common() | {"host": "controller", "octavia_plugins": "hot_plug_plugin"},
        "api_settings": {
            "bind_host": HOST,
            "auth_strategy": "keystone",
            "enabled_provider_drivers":
                "amphora:The Octavia Amphora driver,octavia:Another name of amphora,noop_driver:A driver that does nothing",
            "default_provider_driver": "amphora",
            "allow_tls_terminated_listeners": True,
            "allow_ping_health_monitors": True,
            "api_base_uri": settings.url("octavia"),
        },
        "controller_worker": {
            "workers": 4,
            "client_ca": certificate,
            "amphora_driver": "amphora_noop_driver",
            "compute_driver": "compute_noop_driver",
            "network_driver": "devcloud",
            "volume_driver": "volume_noop_driver",
            "image_driver": "image_noop_driver",
            "loadbalancer_topology": "SINGLE",
            "amp_flavor_id": 1,
            "amp_image_tag": "amphora",
            "amp_boot_network_list": "00000000-0000-0000-0000-000000000001",
            "amp_active_wait_sec": 1,
            "amp_active_retries": 30,
        },
        "certificates": {
            "cert_generator": "local_cert_generator",
            "cert_manager": "barbican_cert_manager",
            "ca_certificate": certificate,
            "ca_private_key": data / "ca.key",
            "ca_private_key_passphrase": PASSWORD,
            "server_certs_key_passphrase": "insecure-key-do-not-use-this-key",
        },
        "haproxy_amphora": {"base_path": data / "amphora", "client_cert": certificate, "server_ca": certificate},
        "health_manager": {"heartbeat_key": PASSWORD, "bind_ip": HOST},
        "task_flow": {"jobboard_enabled": False},
        "oslo_messaging": {"topic": "octavia_prov"},
        "driver_agent": {f"{name}_socket_path": data / f"{name}.sock" for name in ("status", "stats", "get")},
        "service_auth": login(settings, "octavia"),
        **{name: {"region_name": REGION} for name in ("glance", "neutron", "nova")},
        "quotas": {f"default_{name}_quota": 500 for name in ("load_balancer", "listener", "member", "pool", "health_monitor")},
        "database": database(settings, "octavia"),
        **shared(settings, "octavia"),
    })}


def _configure(settings: Settings) -> None:
    from octavia.common import config

    config.init(["--config-file", str(settings.etc("octavia", "octavia.conf"))])


def prepare(settings: Settings) -> None:
    """The schema and a certificate authority."""
    _configure(settings)
    from tests.devcloud.drivers import octavia_schema

    octavia_schema.create()
    _make_ca(settings.data("octavia"))


def _make_ca(folder: Path) -> None:
    """A certificate authority, whose key must be encrypted."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "devcloud")])
    now = datetime.datetime.now(datetime.UTC)
    authority = x509.CertificateBuilder(
        issuer_name=name, subject_name=name, public_key=key.public_key(), serial_number=x509.random_serial_number(),
        not_valid_before=now, not_valid_after=now + datetime.timedelta(days=CA_DAYS),
    ).add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True).sign(key, hashes.SHA256())
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ca.pem").write_bytes(authority.public_bytes(serialization.Encoding.PEM))
    encrypted = serialization.BestAvailableEncryption(PASSWORD.encode())
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, encrypted)
    (folder / "ca.key").write_bytes(pem)


def load(settings: Settings) -> Any:
    """Start the controller worker and the health reports, then return the API."""
    sys.argv = ["octavia-api", "--config-file", str(settings.etc("octavia", "octavia.conf"))]
    from octavia.api import app

    from tests.devcloud.drivers import octavia

    octavia.keep_noop_state_in(settings.data("octavia", "noop.db"))
    application = app.setup_app()
    octavia.start_worker()
    octavia.start_health_reports()
    return application


def steps(smoke: Any) -> None:
    """A load balancer with a listener, a pool, a member, a monitor and a policy."""
    balancer, listener, pool = map(smoke.name, ("balancer", "listener", "pool"))
    smoke.run(
        f"loadbalancer create --name {balancer} --vip-subnet-id shared-subnet --wait",
        f"loadbalancer listener create --name {listener} --protocol HTTP --protocol-port 80 --wait {balancer}",
        f"loadbalancer pool create --name {pool} --lb-algorithm ROUND_ROBIN --listener {listener} --protocol HTTP --wait",
        f"loadbalancer member create --address 192.0.2.5 --protocol-port 80 --wait {pool}",
        f"loadbalancer healthmonitor create --delay 5 --max-retries 3 --timeout 4 --type HTTP --wait {pool}",
        f"loadbalancer l7policy create --action REDIRECT_TO_URL --redirect-url http://example.org --wait {listener}",
    )
    for thing in (f"loadbalancer {balancer}", f"loadbalancer listener {listener}", f"loadbalancer pool {pool}"):
        smoke.wait(thing, "operating_status", "ONLINE")
    member = f"loadbalancer member list {pool} -f value -c operating_status"
    smoke.expect("the member is ONLINE", lambda: smoke.openstack(member) == "ONLINE")
    port = smoke.value(f"loadbalancer show {balancer}", "vip_port_id")
    smoke.run(f"port show {port}", cloud="admin")
    smoke.run(f"loadbalancer delete --cascade --wait {balancer}")
    smoke.expect("the VIP's port is gone", lambda: port not in smoke.openstack("port list -f value -c ID", "admin"))


SERVICE = Service(
    name="octavia",
    port=9876,
    packages=("octavia",),
    configs=configs,
    prepare=prepare,
    load=load,
    databases=("octavia",),
    folders=("amphora",),
    after=("keystone", "neutron"),
    catalog=(Entry("octavia", "load-balancer"),),
    member_roles=("load-balancer_member",),
    admin_roles=("load-balancer_admin", "load-balancer_observer", "load-balancer_quota_admin", "load-balancer_global_observer"),
    entry_points={"octavia.network.drivers": ("devcloud = tests.devcloud.drivers.octavia:NetworkDriver",)},
    smoke=steps,
)
