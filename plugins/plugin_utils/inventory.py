# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""List the servers of several clouds, all regions in parallel and page by page, and keep them in a cache."""

from __future__ import annotations

import contextlib
import copy
import hashlib
import json
import os
import threading
import time
from collections import namedtuple
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from itertools import islice

from ansible_collections.stratus.openstack.plugins.module_utils import cloud_files, config, masking, runner, service_types, token_cache
from ansible_collections.stratus.openstack.plugins.module_utils.errors import PARSE_ERRORS, CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.services.block_storage.volumes import VOLUME
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.flavors import FLAVOR
from ansible_collections.stratus.openstack.plugins.module_utils.services.compute.server.table import SERVER
from ansible_collections.stratus.openstack.plugins.module_utils.services.identity.projects import PROJECT
from ansible_collections.stratus.openstack.plugins.module_utils.services.image.base import names_of
from ansible_collections.stratus.openstack.plugins.module_utils.services.load_balancer.pools import MEMBER, POOL
from ansible_collections.stratus.openstack.plugins.module_utils.services.network.ports import PORT
from ansible_collections.stratus.openstack.plugins.module_utils.session import Session
from ansible_collections.stratus.openstack.plugins.plugin_utils import inventory_hosts, logins

MAX_REGIONS = 16  # that are read at the same time
BATCH = 1000  # servers in the form of the API that are held in memory; also the largest page of Nova
MAX_IDS = 40  # in one query; for more ids the complete listing is faster
EXPANSIONS = ("flavors", "images", "volumes", "ports", "security_groups", "projects", "lb_pools")

# records: list of dicts, empty if error (CloudError) is set; warnings: list of texts; at: time of the listing in epoch seconds
Outcome = namedtuple("Outcome", "cloud region records error warnings at")


class Selection:
    """The checked options that select servers and attributes. Raises CloudError."""

    def __init__(self, options):
        self.all_projects = bool(options.get("all_projects"))
        self.strict = bool(options.get("fail_on_errors"))
        self.include = inventory_hosts.parse_conditions("include", options.get("include"))
        self.exclude = inventory_hosts.parse_conditions("exclude", options.get("exclude"))
        self.filters = options.get("server_filters") or {}
        self.expand = set(options.get("expand") or ()) | ({"volumes"} if options.get("expand_hostvars") else set())
        self.secrets = sorted(set(options.get("hostvars") or ()) & set(inventory_hosts.SECRETS))

    def fingerprint(self, configs):
        """A hash (text) of the clouds and options, by which a cached answer is recognized. It does not depend on secrets."""
        login = ("auth_url", "endpoint", "username", "user_id", "application_credential_id", "application_credential_name", "trust_id")
        login += tuple(prefix + name for prefix in ("project_", "user_domain_", "project_domain_", "domain_") for name in ("name", "id"))
        clouds = [[cloud.name, cloud.region_name, [cloud.auth.get(name) for name in login]] for cloud in configs]
        attributes = sorted(SERVER.reads)  # other releases may have other attributes
        parts = [clouds, self.all_projects, self.include, self.exclude, self.filters, sorted(self.expand), self.secrets, attributes]
        return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


# -- the clouds -----------------------------------------------------------------------------------------------------------


def load_clouds(options, failed, folder="", environ=None):
    """The CloudConfigs (list) of all clouds and regions in the options. ``failed``: a list to which (name, CloudError) of the others is
    added.

    ``folder``: second folder for relative paths of a clouds.yaml, after the working directory. Raises CloudError if there are no clouds.
    """
    environ = os.environ if environ is None else environ
    given = {name: options[name] for name in runner.CONNECTION_OPTIONS if options.get(name) is not None and name != "region_name"}
    rest = {"options": given, "environ": environ, "files": config_paths(options, folder, environ), "failed": failed}
    rest.update(fetch=runner.fetch_json, load_login=logins.load_login)
    regions = options.get("regions") or ([options["region_name"]] if options.get("region_name") else None)
    names = select_clouds(options)
    found = config.load_all(names, regions, **rest)
    if not found and not failed and names is None:  # no cloud is configured: the login reports what is missing
        found = config.load_all([None], regions, **rest)
    if not found and not failed:
        raise CloudError(
            "No cloud has a region %s" % " or ".join(map(str, regions or ())),
            hint="Correct `regions`; case matters",
        )
    return found


def select_clouds(options):
    """The clouds in `cloud`, `clouds`, `only_clouds` and `auth`: a list of names and mappings, None for all clouds of clouds.yaml."""
    inline, only, login = options.get("clouds") or {}, options.get("only_clouds") or [], options.get("auth") or {}
    if options.get("cloud"):
        return [options["cloud"]]
    if not all(isinstance(entry, dict) for entry in inline.values()):
        raise CloudError("`clouds` has an entry that is no mapping", hint="Write it as in clouds.yaml: {name: {auth: ...}}")
    if only or inline:
        return [dict(inline[name], name=name) if name in inline else name for name in only or inline]
    return [None] if login.get("auth_url") or login.get("endpoint") else None


def config_paths(options, folder, environ):
    """The paths of clouds.yaml to try, those of `clouds_yaml_path` first; None for the default paths only."""
    paths = [os.path.expanduser(path) for path in options.get("clouds_yaml_path") or () if path]
    if not paths:
        return None
    home = environ.get("HOME") or os.path.expanduser("~")
    usual = cloud_files.candidates("clouds", cloud_files.search_dirs(environ, os.getcwd(), home), environ.get("OS_CLIENT_CONFIG_FILE"))
    return [place for path in paths for place in (path, os.path.join(folder, path))] + usual


class Logins:
    """The part of a token_cache.Store (or None) that all regions of a login share. It has the interface of a Store."""

    def __init__(self, store, shared, guard):
        self.store, self.shared, self.guard = store, shared, guard

    def complaints(self):
        return self.store.complaints() if self.store else []

    def load(self):
        return dict(self.store.load() if self.store else {}, **self.shared)

    def save(self, changes):
        self.shared.update({name: value for name, value in changes.items() if name in ("access", "refusal")})
        if self.store:
            self.store.save(changes)

    @contextlib.contextmanager
    def lock(self, purpose):
        with self.guard, self.store.lock(purpose) if self.store else contextlib.nullcontext():
            yield


# -- reading them ------------------------------------------------------------------------------------------------------------


class Query:
    """Reads the servers of several regions. ``folder``: for tokens, or None. ``log``: callable (level, line), ``notify``: (text)."""

    def __init__(self, wanted, folder=None, log=None, notify=None, clock=time.time):
        self.wanted, self.folder, self.log, self.notify, self.clock = wanted, folder, log, notify, clock
        self.logins = {}

    def run(self, configs):
        """The Outcome of each CloudConfig (list), in their order. A region that fails does not affect the others."""
        outcomes = {}
        with ThreadPoolExecutor(MAX_REGIONS) as pool:
            waiting = {self.submit(pool, cloud_config): (number,) for number, cloud_config in enumerate(configs)}
            while waiting:
                for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                    place, found = waiting.pop(future), future.result()
                    if isinstance(found, Outcome):
                        outcomes[place] = found
                    else:
                        waiting.update({self.submit(pool, cloud_config): (*place, at) for at, cloud_config in enumerate(found)})
        return [outcomes[place] for place in sorted(outcomes)]

    def submit(self, pool, cloud_config):
        """Start ``read_region`` in a thread of the pool -> its Future."""
        return pool.submit(self.read_region, cloud_config, self.store(cloud_config))

    def store(self, cloud_config):
        """The Logins of a CloudConfig. All regions of a login share their content."""
        store = token_cache.Store(self.folder, token_cache.key_of(cloud_config)) if self.folder else None
        return Logins(store, *self.logins.setdefault(cloud_config.identity(), ({}, threading.Lock())))

    def read_region(self, cloud_config, store):
        """The Outcome of a region. If no region is configured and the catalog has several: the CloudConfigs of the regions (list)."""
        records, warnings, failure, session = [], list(cloud_config.warnings) + store.complaints(), None, None
        try:
            with Session(cloud_config, store=store, log=self.log, notify=self.notify) as session:
                regions = [] if cloud_config.region_name else list_regions(session)
                if len(regions) > 1:
                    return [copy_for_region(cloud_config, name) for name in regions]
                records = Listing(session, self.wanted, warnings).records()
                warnings += session.warnings
        except CloudError as error:
            failure = runner.present(error, (session or cloud_config).secrets())
        except Exception as error:  # an unexpected answer of a single cloud must not affect the others
            failure = CloudError(runner.failure_result(error, (session or cloud_config).secrets())["msg"])
        warnings = [masking.show(text, (session or cloud_config).secrets()) for text in warnings]
        return Outcome(cloud_config.name, cloud_config.region_name, records if failure is None else [], failure, warnings, self.clock())


def list_regions(session):
    """The regions of the compute service in the catalog (list); empty if the configuration determines the endpoint."""
    settings = session.config.for_service("compute")
    if settings.endpoint_override or settings.region_name:
        return []
    names = [settings.service_type] if settings.service_type else service_types.candidates("compute")
    points = [point for entry in session.access.catalog if entry.get("type") in names for point in entry.get("endpoints") or ()]
    found = [point.get("region_id") or point.get("region") for point in points if point.get("interface") in settings.interface]
    return list(dict.fromkeys(name for name in found if name))


def copy_for_region(cloud_config, name):
    """A copy of a CloudConfig for a region."""
    other = copy.copy(cloud_config)
    other.region_name, other._services, other.warnings = name, {}, []
    return other


class Listing:
    """Lists the servers of one region. It sends only the further requests that the options need. ``warnings``: a list that it extends."""

    def __init__(self, session, wanted, warnings):
        self.session, self.wanted, self.warnings = session, wanted, warnings
        self.flavors, self.images = None, {}

    def records(self):
        """The records (list) of the selected servers. Raises CloudError."""
        wanted, found = self.wanted, []
        projects = self.resolve_projects()
        params = inventory_hosts.query_parameters(wanted.include, wanted.exclude, projects, wanted.all_projects)
        filters, checked = split_filters(wanted.filters)
        params.update(filters, **({"all_tenants": True} if wanted.all_projects else {}))
        servers = self.session.list("compute", SERVER.path + SERVER.detail, SERVER.keys, params, microversion=SERVER.microversion)
        cloud, region = self.session.config.name, self.session.config.region_name
        while True:
            batch = [inventory_hosts.make_record(server, cloud, region, wanted.secrets) for server in islice(servers, BATCH)]
            if not batch:
                break
            for name in ("flavors", "images"):
                self.expand(name, batch)
            found += [
                record
                for record in batch
                if inventory_hosts.is_selected(record, wanted.include, wanted.exclude, projects)
                and all(inventory_hosts.matches(record[name], value) for name, value in checked.items())
            ]
        for name in EXPANSIONS[2:]:
            self.expand(name, found)
        return found

    def expand(self, name, records):
        """Add the attributes of an expansion to the records. If the service refuses: a warning, or CloudError with `fail_on_errors`."""
        if name not in self.wanted.expand or not records:
            return
        try:
            getattr(self, "add_" + name)(records)
        except CloudError as error:
            if self.wanted.strict:
                raise
            self.warnings.append("%s are left out: %s" % (name.replace("_", " ").capitalize(), error))
            self.stop_expanding(name)

    def stop_expanding(self, name):
        """Leave out an expansion for the further batches of this region. The options of other regions do not change."""
        self.wanted = copy.copy(self.wanted)
        self.wanted.expand = self.wanted.expand - {name}

    def resolve_projects(self):
        """The ids (set) of each project name in the conditions (dict). Ids, and the name of the project of the login, need no request."""
        conditions = self.wanted.include + self.wanted.exclude
        names = {str(project) for condition in conditions for project in inventory_hosts.as_list(condition.get("project", []))}
        access, found = self.session.access, {}
        for name in sorted(name for name in names if not PROJECT.is_id(name)):
            if name == access.project_name:
                found[name] = {access.project_id}
                continue
            try:
                found[name] = {have["id"] for have in self.session.list("identity", "/projects", "projects", {"name": name})}
            except CloudError as error:
                raise error.about("Cannot look up the project '%s' (its id needs no look-up)" % name) from None
            if not found[name]:
                self.warnings.append("There is no project '%s'" % name)
        return found

    # -- expansions

    def add_flavors(self, records):
        """Before microversion 2.47, a server has only the id of its flavor."""
        bare = [record for record in records if record["flavor_id"] and not record["flavor"]["name"]]
        if bare and self.flavors is None:
            listing = self.session.list("compute", "/flavors/detail", "flavors", {"is_public": "None"}, microversion="2.1")
            self.flavors = {have["id"]: FLAVOR.to_result(have) for have in listing}
        for record in bare:
            record["flavor"] = self.flavors.get(record["flavor_id"], record["flavor"])

    def add_images(self, records):
        unknown = sorted({record["image"]["id"] for record in records if record["image"]} - set(self.images))
        self.images.update(dict.fromkeys(unknown), **names_of(self.session, unknown))
        for record in records:
            if record["image"]:
                record["image"] = dict(record["image"], name=self.images[record["image"]["id"]])

    def add_volumes(self, records):
        attached = {volume["id"] for record in records for volume in record["volumes"] or ()}
        if not attached:
            return
        params = {"all_tenants": True} if self.wanted.all_projects else {}
        listing = self.session.list("block-storage", "/volumes/detail", "volumes", params)
        volumes = {have["id"]: dict(have, **VOLUME.to_result(have)) for have in listing if have["id"] in attached}
        for record in records:
            record["volumes"] = [dict(volumes.get(volume["id"], {}), **volume) for volume in record["volumes"] or ()]

    def ports_of(self, records):
        """The ports of each server by its id, in the form of the API. They are read once."""
        if not hasattr(self, "_ports"):
            ids = [record["id"] for record in records]
            params = {"device_id": ids} if len(ids) <= MAX_IDS else {}
            if not self.wanted.all_projects and self.session.access.project_id:
                params["project_id"] = self.session.access.project_id
            known = set(ids)
            self._ports = {}
            for have in self.session.list("network", "/ports", "ports", params):
                if have["device_id"] in known:
                    self._ports.setdefault(have["device_id"], []).append(have)
        return self._ports

    def add_ports(self, records):
        ports = self.ports_of(records)
        for record in records:
            record["ports"] = [PORT.to_result(have) for have in ports.get(record["id"], ())]

    def add_security_groups(self, records):
        ports = self.ports_of(records)
        ids = sorted({group for listed in ports.values() for have in listed for group in have.get("security_groups") or ()})
        if not ids:
            return
        params = {"fields": ["id", "name", "description"], **({"id": ids} if len(ids) <= MAX_IDS else {})}
        groups = {have["id"]: have for have in self.session.list("network", "/security-groups", "security_groups", params)}
        for record in records:
            own = dict.fromkeys(group for have in ports.get(record["id"], ()) for group in have.get("security_groups") or ())
            record["security_groups"] = [groups.get(group, {"id": group}) for group in own]

    def add_lb_pools(self, records):
        """The pools of load balancers of which a server is a member: a member has the address of a server of the pool's project."""
        own = {} if self.wanted.all_projects else {"project_id": self.session.access.project_id}
        for record in records:
            record["lb_pools"] = []
        for pool in self.session.list("load-balancer", POOL.path, POOL.keys, own):
            if not pool["members"]:
                continue
            shown = {name: POOL.to_result(pool)[name] for name in ("id", "name", "loadbalancers", "protocol")}
            for have in self.session.list("load-balancer", "%s/%s/members" % (POOL.path, pool["id"]), MEMBER.keys):
                member = {name: MEMBER.to_result(have)[name] for name in ("id", "name", "address", "protocol_port", "operating_status")}
                for record in records:
                    if record["project_id"] == pool["project_id"] and inventory_hosts.has_address(record, have["address"]):
                        record["lb_pools"].append(dict(shown, member=member))

    def add_projects(self, records):
        access = self.session.access
        own = {"id": access.project_id, "name": access.project_name, "domain_id": access.project_domain_id}
        projects, domains = {own["id"]: own}, {own["domain_id"]: self.session.config.auth.get("project_domain_name")}
        if any(record["project_id"] not in projects for record in records):
            listing = self.session.list("identity", "/projects", "projects")
            projects.update((have["id"], {name: have.get(name) for name in own}) for have in listing)
            domains.update((have["id"], have["name"]) for have in self.session.list("identity", "/domains", "domains"))
        for record in records:
            project = projects.get(record["project_id"], {"id": record["project_id"], "name": None, "domain_id": None})
            record["project"] = dict(project, domain_name=domains.get(project["domain_id"]))


def split_filters(given):
    """(query parameters, {attribute: value} to compare with the answer) of filters with names of the API or of attributes."""
    params, checked = {}, {}
    for name, value in given.items():
        dashed = name.replace("_", "-")
        params[dashed if dashed in SERVER.filters else name] = json.dumps(value) if isinstance(value, dict) else value
        if name in SERVER.reads and name != "name" and SERVER.reads[name] not in SERVER.filters:
            checked[name] = value
    return params, checked


# -- the cache -----------------------------------------------------------------------------------------------------


def to_cache(outcomes, fingerprint):
    """Outcomes without errors as plain data. It contains their warnings, since they name what is missing in the records."""
    stored = ("cloud", "region", "records", "warnings", "at")
    return {"mark": fingerprint, "regions": [{name: getattr(outcome, name) for name in stored} for outcome in outcomes]}


def from_cache(document, fingerprint):
    """The Outcomes in a cached document; None if it belongs to other options or has another form."""
    if not isinstance(document, dict) or document.get("mark") != fingerprint:
        return None
    try:
        found = [
            Outcome(region["cloud"], region["region"], region["records"], None, list(region.get("warnings", [])), region["at"])
            for region in document["regions"]
        ]
        fits = all(isinstance(outcome.at, (int, float)) for outcome in found)
        fits = fits and all(inventory_hosts.is_usable_record(record) for outcome in found for record in outcome.records)
        fits = fits and all(isinstance(text, str) for outcome in found for text in outcome.warnings)
    except PARSE_ERRORS:
        fits = False
    return found if fits else None


def is_unreachable(error):
    """Whether an error means that a cloud cannot be reached: no answer, or a status of 500 or more."""
    return error.method is not None and (error.status is None or error.status >= 500)


def use_stale_cache(outcomes, cached, now):
    """The Outcomes with those of unreachable clouds replaced by cached ones (``cached``: Outcomes or None) and a warning for each."""
    found = []
    for outcome in outcomes:
        old = [have for have in cached or () if have.cloud == outcome.cloud and outcome.region in (None, have.region)]
        if outcome.error is None or not is_unreachable(outcome.error) or not old:
            found.append(outcome)
            continue
        for have in old:
            warning = "ITS HOSTS ARE FROM THE CACHE, %s OLD, because it cannot be reached: %s" % (format_age(now - have.at), outcome.error)
            found.append(have._replace(warnings=[*have.warnings, *outcome.warnings, warning]))
    return found


def describe(outcome):
    """The cloud and the region of an Outcome, for messages."""
    if outcome.cloud is None:
        return "the cloud"
    return "cloud %s (%s)" % (outcome.cloud, outcome.region) if outcome.region else "cloud %s" % outcome.cloud


def format_age(seconds):
    """A number of seconds in the largest unit of which there are at least two, as a text."""
    for size, unit in ((86400, "days"), (3600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return "%d %s" % (seconds // size, unit)
    return "%d seconds" % seconds
