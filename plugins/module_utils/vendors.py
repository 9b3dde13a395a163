# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Public facts about some clouds (URLs, regions, settings), for ``profile: <name>`` in clouds.yaml.

``SHUTDOWN``: clouds that no longer exist, ``DEPRECATED``: clouds that may not answer, each with the reason. A profile that is a URL is
read from the cloud at run time.
"""

from __future__ import annotations


def _keystone(url, regions, **settings):
    """The profile of a cloud with the identity API v3 at ``url``."""
    return dict(settings, auth=dict(settings.get("auth", {}), auth_url=url), identity_api_version="3", regions=regions)


_LIMESTONE_PUBLIC = {"name": "Public Internet", "routes_externally": True, "default_interface": True, "nat_source": True}
_LIMESTONE_PRIVATE = (
    {"name": "Private Network (10.0.0.0/8 only)", "routes_externally": False},
    {"name": "Private Network (Floating Public)", "routes_externally": False, "nat_destination": True},
)
_DEFAULT_DOMAIN = {"user_domain_name": "Default", "project_domain_name": "Default"}

PROFILES = {
    "auro": _keystone("https://api.van2.auro.io:5000/v3", ["RegionOne"], auth=_DEFAULT_DOMAIN, requires_floating_ip=True),
    "binero": _keystone("https://auth.binero.cloud:5000/v3", ["europe-se-1"], block_storage_api_version="3"),
    "bluebox": {"regions": ["RegionOne"], "block_storage_api_version": "1"},
    "catalyst": {
        "auth": {"auth_url": "https://api.cloud.catalyst.net.nz:5000/v2.0"},
        "regions": ["nz-por-1", "nz_wlg_2"],
        "image_api_version": "1",
        "block_storage_api_version": "1",
        "image_format": "raw",
    },
    "citycloud": _keystone(
        "https://{region_name}.citycloud.com:5000/v3/",
        ["Buf1", "Fra1", "Sto2", "Kna1", "dx1", "tky1"],
        requires_floating_ip=True,
        block_storage_api_version="3",
        image_format="raw",
    ),
    "conoha": {
        "auth": {"auth_url": "https://identity.{region_name}.conoha.io"},
        "regions": ["sin1", "sjc1", "tyo1"],
        "identity_api_version": "2",
    },
    "dreamcompute": _keystone("https://iad2.dream.io:5000", ["RegionOne"], image_format="raw"),
    "elastx": _keystone("https://ops.elastx.cloud:5000/v3", ["se-sto"]),
    "entercloudsuite": _keystone(
        "https://api.entercloudsuite.com/",
        ["it-mil1", "nl-ams1", "de-fra1"],
        image_api_version="1",
        block_storage_api_version="1",
    ),
    "fuga": _keystone("https://identity.api.fuga.io:5000", ["cystack"], auth=_DEFAULT_DOMAIN, block_storage_api_version="3"),
    "limestonenetworks": _keystone(
        "https://auth.cloud.lstn.net:5000/v3",
        [
            {
                "name": "us-dfw-1",
                "values": {"networks": [_LIMESTONE_PUBLIC, {"name": "DDoS Protected", "routes_externally": True}, *_LIMESTONE_PRIVATE]},
            },
            {"name": "us-slc", "values": {"networks": [_LIMESTONE_PUBLIC, *_LIMESTONE_PRIVATE]}},
        ],
        block_storage_api_version="3",
        image_format="raw",
    ),
    "otc": _keystone("https://iam.{region_name}.otc.t-systems.com/v3", ["eu-de", "eu-nl"], interface="public"),
    "otc-swiss": _keystone("https://iam-pub.eu-ch2.sc.otc.t-systems.com/v3", ["eu-ch2"], interface="public"),
    "ovh": {"profile": "https://ovhcloud.com"},
    "ovh-us": _keystone(
        "https://auth.cloud.ovh.us/",
        ["US-EAST-VA-1", "US-WEST-OR-1", "US-EAST-VA", "US-WEST-OR"],
        auth=_DEFAULT_DOMAIN,
        floating_ip_source="None",
    ),
    "rackspace": {
        "auth": {"auth_url": "https://identity.api.rackspacecloud.com/v2.0/"},
        "regions": ["DFW", "HKG", "IAD", "ORD", "SYD", "LON"],
        "identity_api_version": "2.0",
        "block_storage_api_version": "2",
        "has_network": False,
        "compute_service_name": "cloudServersOpenStack",
        "database_service_type": "rax:database",
        "image_format": "vhd",
        "image_api_use_tasks": True,
        "floating_ip_source": "None",
        "secgroup_source": "None",
        "requires_floating_ip": False,
        # the catalog has only version 1 of the API; version 2 has this address
        "block_storage_endpoint_override": "https://{region_name}.blockstorage.api.rackspacecloud.com/v2/{project_id}",
    },
    "switchcloud": _keystone("https://identity.compute.cloud.switch.ch/v3", ["zhw", "zhc"], image_format="raw"),
    "switchengines": _keystone("https://keystone.cloud.switch.ch:5000/v3", ["LS", "ZH"], image_format="raw"),
    "vexxhost": {"profile": "https://vexxhost.com"},
    "zetta": _keystone("https://identity.api.zetta.io/v3", ["no-osl1"], dns_api_version="2"),
}

DEPRECATED = {"fuga": "its API endpoint has not been answering"}
SHUTDOWN = {
    "betacloud": "the company has closed",
    "ibmcloud": "its API endpoint is gone",
    "internap": "the cloud became HorizonIQ",
    "ultimum": "the company has closed",
    "unitedstack": "its API endpoint is gone",
}
