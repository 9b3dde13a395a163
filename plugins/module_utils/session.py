# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Session: requests to the services of one cloud with one login. Endpoints, microversions, paging, re-login, waiting, dry run."""

from __future__ import annotations

import contextlib
import copy
import os
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, quote, unquote, urlsplit

from ansible_collections.stratus.openstack.plugins.module_utils import auth, hints, masking, protocols, service_types, transfer
from ansible_collections.stratus.openstack.plugins.module_utils.effects import Effects
from ansible_collections.stratus.openstack.plugins.module_utils.errors import PARSE_ERRORS, CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.overlay import PREDICTED_ID, Overlay
from ansible_collections.stratus.openstack.plugins.module_utils.transport import (
    BUSY,
    READS,
    Reply,
    Transport,
    basic_credentials,
    origin,
    parse_date,
    rewinder,
)
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

MAX_PAGES = 10000
UNTIMED_PAGES = 3  # of a listing are read even if they take longer than the task's timeout
EMPTY_PAGES = 10  # accepted in a row: a service may filter a page after it has read it
VERSION = re.compile(r"/v\d+(\.\d+)?(/|$)")
LAST_VERSION = re.compile(r"/v\d+(\.\d+)?$")
MICROVERSION = re.compile(r"\d+\.\d+|latest")
LATEST = "latest"
OUTAGE = 60  # seconds for which a wait tolerates that a service does not answer


class Session:
    """The login and the requests of one task.

    ``config``: CloudConfig. ``dry_run``: True in check mode: writes are predicted, not sent. ``overlay``: Overlay with the predictions of
    earlier tasks; the default is an empty one in a dry run, else None.
    ``store``: token_cache.Store of the token, the catalog, the URLs of the identity service and the microversions, or None.
    ``names``: Store of the ids of names, or None. It must not outlive the playbook run, since another object may get the name later.
    ``log``: callable (level, line). ``progress``: callable (line) for waits and uploads. ``notify``: callable (text) that shows the user
    what to do to log in; None if no user can see it.
    ``secrets``: strings among the task's options that must not be shown. ``timeout``: seconds that the requests of one listing may take,
    None for no limit. ``clock``: callable that returns seconds. ``sleep``: callable (seconds).
    ``keep_connections``: as `keep` of Transport.

    Attributes: ``writes``: list of (service, method, path, JSON body) of the writes that were sent, or predicted in a dry run.
    ``warnings``: list of texts. ``last``: (service, method, URL, Reply) of the last answer, or None. ``slowest``: the seconds that the
    slowest request has taken, without uploads and downloads. ``lock``: for changes of what the Sessions of ``apart`` share.
    ``resolved``: the SharedNames of the operations of one task, or None.
    ``first_look``: the FirstLook of the objects that the operation declares, or None.
    """

    resolved = first_look = None

    def __init__(
        self,
        config,
        dry_run=False,
        overlay=None,
        store=None,
        names=None,
        log=None,
        progress=None,
        notify=None,
        secrets=(),
        timeout=None,
        clock=time.monotonic,
        sleep=time.sleep,
        keep_connections=False,
    ):
        self.config, self.dry_run, self.store, self.names, self.timeout = config, dry_run, store, names, timeout
        # what the login has obtained is not masked here: a person needs the code, and some providers use one code for both
        self.notify = notify and (lambda text: notify(masking.show(text, self.config.secrets() | self._task_secrets)))
        self.overlay = overlay if overlay is not None else Overlay() if dry_run else None
        self.progress = (lambda line: progress(self.http.shown(line))) if progress else (lambda line: None)
        self.clock, self.sleep = clock, sleep
        self.writes = []
        self.warnings = []
        stored = store.load() if store else {}
        stored_names = stored if names is store else names.load() if names else {}
        self._names_key = names_key(config)
        self._cached = select_well_formed(dict(stored, names=stored_names.get(self._names_key)))
        self._login = {"access": None}  # in a dict, since the Sessions of apart() share it
        self.lock = threading.RLock()
        if self.overlay is not None:
            self.overlay.access = lambda: self._access or load_access(self._cached.get("access"))
        self._secrets, self._task_secrets, self._obtained = None, set(secrets), set()
        self.last, self.slowest = None, 0.0
        self._dates = {}  # for each service: the header Date of its last answer, and the local time when it arrived
        self.http = Transport(
            verify=config.verify,
            cert=config.cert,
            timeout=config.api_timeout,
            log=log,
            secrets=self.secrets,
            sleep=sleep,
            keep=keep_connections,
        )

    def apart(self, resolved=None, first_look=None):
        """A Session for one of several operations that run at the same time. It shares the login, the connections, the names and the
        predictions, and has writes, warnings and a last answer of its own."""
        other = copy.copy(self)
        other.writes, other.warnings, other.last, other.slowest = [], [], None, 0.0
        other.resolved, other.first_look = resolved, first_look
        other.http = copy.copy(self.http)
        return other

    def anew(self):
        """A Session for the same cloud that knows nothing of earlier logins, and logs in by itself. It keeps nothing for later tasks."""
        other = self.apart()
        other.store = other.names = None
        other._cached, other._login, other._dates = {}, {"access": None}, {}
        return other

    def rehearsal(self):
        """A Session that predicts writes, on top of the predictions of this one, which does not see them."""
        other = self.apart()
        other.dry_run, other.progress = True, lambda line: None
        other.overlay = copy.deepcopy(self.overlay) if self.overlay is not None else Overlay(access=lambda: self._access)
        other.store, other.names, other._cached = None, None, copy.deepcopy(self._cached)
        return other

    def close(self, failed=False):
        self.http.close(failed)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_error):
        self.close(failed=kind is not None and not issubclass(kind, CloudError))  # a CloudError leaves no request on its way

    def secrets(self):
        """The strings (set) that must not be shown: secrets of the configuration and of the task, and all that logins have obtained."""
        if self._secrets is None:
            self._secrets = self.config.secrets() | self._task_secrets
        return self._secrets | self._obtained | (self._access.secrets() if self._access else set())

    def hide(self, *texts):
        """Never show these texts from now on: they are secrets that a service has returned or a file contains."""
        self._obtained |= set(map(str, texts)) - {""}

    def learn(self, service, path, have):
        """Let a dry run know an object at a path that does not answer with it as JSON."""
        if self.dry_run:
            self.overlay.learn(service_types.official(service), path, have)

    # -- login -------------------------------------------------------------------------------------------------------------

    @property
    def _access(self):
        return self._login["access"]

    @_access.setter
    def _access(self, access):
        self._login["access"] = access

    @property
    def access(self):
        """The current Access: from the store if it has one that does not expire soon, else from a login. Raises CloudError."""
        with self.lock:
            if self._access is None:
                self._access = load_access(self._cached.get("access"))
            if self._access is None:
                self.login()
            return self._access

    def login(self, refused=None):
        """Log in, or take the token that another process has stored meanwhile. ``refused``: the token that a service has refused, or None.

        Raises CloudError with the message of the identity service. If it refused the login of another process while this one waited for
        the lock, that error is raised and no request is sent: many workers with a wrong password could lock the user out. Logins with a
        passcode do not share refusals, since each process has its own passcode.
        """
        started = time.time()
        shares = self.store and not self.config.is_for_once()
        with self.lock, self.store.lock("login") if self.store else contextlib.nullcontext():
            if refused is not None and self._access and self._access.token not in (None, refused):
                return  # an operation of the same task has logged in meanwhile
            stored = self.store.load() if self.store else {}
            access = load_access(stored.get("access"))
            if access and access.token not in (None, refused):
                self._access = access
                return
            if shares:
                raise_stored_refusal(stored.get("refusal"), started)
            try:
                discovery = dict(self.get_cached("identity", {}))
                self._access = auth.login(self.config, self._send_auth, discovery=discovery, notify=self.notify, sleep=self.sleep)
            except CloudError as error:
                error.maybe_applied, error.before_login = False, True  # a second token has no effect on the cloud
                hints.explain(error, self)
                if shares and error.status == 401:
                    self.store.save({"refusal": {"at": time.time(), "error": error.result()["error"]}})
                raise error from None
            except PARSE_ERRORS as error:
                if self.last is None:
                    raise
                raise self.unexpected_answer(error) from error
            if discovery != self.get_cached("identity", {}):
                self.set_cached("identity", discovery)
            self.set_cached("access", self._access.to_dict())
            if self.get_cached("microversions"):
                self.set_cached("microversions", {})  # the services may have been upgraded meanwhile

    def _send_auth(self, method, url, headers=None, json=None, form=None, basic=None, allow=()):
        """``send`` of ``auth.login``. The credentials in the request and in its answer must not be shown from now on."""
        request = {"headers": headers, "json": json, "form": form, "basic": basic}
        self._obtained |= masking.find_secret_headers(headers or {}) | masking.find_secrets([json, form])
        self._obtained |= {basic_credentials(*basic)} if basic else set()
        retries = self.config.for_service("identity").connect_retries
        reply = self.http.send(method, url, allow=allow, repeat=True, service="identity", retries=retries, **request)
        self._obtained |= masking.find_secret_headers(reply.headers) | masking.find_secrets(reply.body)
        self.last = "identity", method, url, reply
        return reply

    def service_time(self, service):
        """The time by the clock of a service, in epoch seconds. The local clock may be wrong; it only measures the time since the last
        answer of the service. Without an answer that has a date, it is the local time."""
        date, received = self._dates.get(service_types.official(service), (None, None))
        there = parse_date(date)
        return time.time() if there is None else there.timestamp() + time.time() - received

    def set_cached(self, key, value):
        """Keep a value for this session and for later ones with the same login. ``key``: "access", "identity", "microversions" or "names".

        Names of predicted objects are kept for this session only.
        """
        self._cached[key] = value
        store = self.names if key == "names" else self.store
        if key == "names":
            value = {name: identifier for name, identifier in value.items() if not PREDICTED_ID.fullmatch(str(identifier))}
        if store:
            store.save({self._names_key if key == "names" else key: value})

    def get_cached(self, key, default=None):
        """The value that this session or an earlier one has kept under a key."""
        return self._cached.get(key, default)

    # -- endpoints ---------------------------------------------------------------------------------------------------------

    def endpoint(self, service):
        """The base URL of a service (official type or alias): with the version path, without a slash at the end.

        Raises CloudError if the service is disabled, if the cloud does not have it in this region and interface, or if the login fails.
        """
        settings = self.config.for_service(service)
        official = service_types.official(service)
        if settings.disabled:
            raise CloudError(
                "The service %s is disabled for this cloud (has_%s: false)" % (official, official.replace("-", "_")), service=official
            )
        if settings.endpoint_override:
            url = re.sub(r"\{project_id\}|[%$]\((project|tenant)_id\)s", self.access.project_id or "", settings.endpoint_override)
            return add_version(url.rstrip("/"), official, self.access.project_id)
        url = self._catalog_url(official, settings)
        return add_version(url.rstrip("/"), official, self.access.project_id)

    def has_service(self, service):
        """Whether the cloud has a service in this region and interface. Raises CloudError if the login fails."""
        if self.access is None:
            return False
        try:
            return bool(self.endpoint(service))
        except CloudError:
            return False

    def _catalog_url(self, official, settings):
        """The URL of a service in the catalog. ``settings``: the CloudConfig's settings of the service. Raises CloudError."""
        catalog = self.access.catalog
        names = [settings.service_type] if settings.service_type else service_types.candidates(official)
        points = []
        for name in names:
            for entry in catalog:
                if entry.get("type") == name and settings.service_name in (None, entry.get("name")):
                    points += [point for point in entry.get("endpoints") or () if point.get("url")]
            for interface in settings.interface:
                for point in points:
                    if point.get("interface") == interface and settings.region_name in (None, *list_regions(point)):
                        return point["url"]
        regions = {name for point in points for name in list_regions(point)}
        interfaces = {point.get("interface") for point in points}
        if official == "identity" and (self.access.identity_url or self.config.auth.get("auth_url")):
            return self.access.identity_url or self.config.auth["auth_url"]  # an unscoped token has no catalog
        raise hints.no_endpoint(official, settings, catalog, regions, interfaces)

    # -- requests ----------------------------------------------------------------------------------------------------------

    def request(
        self,
        service,
        method,
        path,
        json=None,
        params=None,
        headers=None,
        microversion=None,
        key=None,
        effects=None,
        initial=None,
        reads=False,
        writes=False,
        allow=(),
        data=None,
        stream=False,
        repeat=None,
        lists=False,
    ):
        """Send a request to a service -> Reply. A dry run records a write and predicts its answer, but does not send it.

        ``service``: official type or alias. ``path``: below the endpoint of the service, percent-encoded; or a URL on the server of that
        endpoint. ``params``: query parameters, as
        for ``encode``. ``json``: the body as JSON; ``data``: the body as bytes, a file or an Upload. ``key``: the envelope of the body and
        of the answer, for predictions. ``effects``: the Effects of the write, for predictions; required if they do not follow from the
        method and the body. ``initial``: callable that returns the object that a GET finds, for predictions: for an object that is
        removed, and for a part of an object that exists only as a prediction. ``reads``: True for a POST that changes nothing; ``writes``:
        True for a GET that changes something; ``lists``: of the GET of a listing the envelope, True for a JSON list. ``allow``: statuses
        of 400 and more that do not raise. ``stream``, ``repeat``: as for ``Transport.send``.

        Raises CloudError if there is no answer, or if its status is 400 or more and not in ``allow``.
        """
        official = service_types.official(service)
        reject_unusable_path(path, official)
        reject_malformed_microversion(microversion or self.config.for_service(official).default_microversion, official)
        write = None if (method in READS or reads) and not writes else (official, method, path, json)
        if write:
            if self.dry_run:
                self.endpoint(official)  # a login that fails or a missing service is an error in a dry run as well
                self.writes.append(write)
                return Reply(200, UNKNOWN, body=self._predict_write(official, method, path, json, key, effects or Effects()))
        predicted = self._predict_read(official, method, path, key, initial, allow, lists) if self.dry_run and not write else None
        if predicted:
            return predicted
        try:
            reply = self._send_with_token(
                official,
                method,
                path,
                json=json,
                data=data,
                params=params,
                headers=headers or {},
                microversion=microversion,
                allow=allow,
                stream=stream,
                repeat=repeat,
            )
        except CloudError as error:
            if write and error.maybe_applied:
                self.writes.append(write)
            raise
        if write and reply.status < 400:  # a refused write has changed nothing
            self.writes.append(write)
        if self.dry_run and reply.body is not None and reply.status < 400:
            self.overlay.learn(official, path, reply.body)
        return reply

    def _predict_read(self, service, method, path, key, initial, allow, lists):
        """The predicted Reply to a request that changes nothing; None if the request must be sent to the cloud."""
        if method not in READS:
            return Reply(200, UNKNOWN, body=UNKNOWN) if self.overlay.is_only_predicted(service, path) else None
        known, item = self.overlay.item(service, path)
        # in some APIs, the path of an object is also that of the list of its members; or that of an attribute is, which has ids only
        if not known or (lists and isinstance(item, dict) and (lists is True or only_refers(item.get(lists)))):
            return None
        if item is None and initial:
            item = initial()
            self.overlay.learn(service, path, item)
        if item is None and 404 not in allow:
            raise CloudError("%s will not exist" % path, status=404, method=method, url=path, service=service)
        return Reply(404 if item is None else 200, UNKNOWN, body={key: item} if key and item is not None else item)

    def in_parallel(self, work, items, threads):
        """``work(item)`` for each item, in several threads -> the results as a list. A dry run works on one item after the other, since its
        predictions depend on each other. Raises the first CloudError."""
        if self.dry_run or threads < 2:
            return [work(item) for item in items]
        with ThreadPoolExecutor(threads) as pool:
            return list(pool.map(work, items))

    def pause(self, seconds):
        """Sleep while the service processes a write. A dry run does not sleep, since it has sent no write."""
        if not self.dry_run:
            self.sleep(seconds)

    def _predict_write(self, service, method, path, body, key, effects):
        """Add the Effects of a write to the predictions -> the predicted JSON body of its answer."""
        owner, place = effects.at if isinstance(effects.at, tuple) else (service, effects.at or path)
        answer = self.overlay.write(service_types.official(owner), method, place, body, key, effects)
        with contextlib.suppress(CloudError):  # effects on objects that this user cannot read are not predicted
            for other, at, change in effects.others():
                self.overlay.note_change(service_types.official(other), at, change)
        return answer

    def _send_with_token(self, service, method, path, params, headers, microversion, allow, **request):
        """Send a request with the token -> Reply. Status 401 causes one login, status 406 one negotiation of the microversion; then the
        request is repeated. ``request``: further arguments of ``Transport.send``. Raises CloudError."""
        wanted = self._microversion(service, microversion)
        url = join_url(self.endpoint(service), path) + (("&" if "?" in path else "?") + encode(params) if params else "")
        renewed = negotiated = False
        rewind = rewinder(request.get("data"))
        request["retries"] = self.config.for_service(service).connect_retries
        while True:
            sent = dict(headers, **self.access.headers())
            sent.update(version_headers(service, wanted))
            started = self.clock()
            try:
                reply = self.http.send(method, url, headers=sent, service=service, allow=tuple(allow) + (401, 406), **request)
            except CloudError as error:
                error.microversion = wanted
                raise hints.explain(error, self) from None
            self.last = service, method, url, reply
            self._dates[service] = reply.headers.get("date"), time.time()
            if request.get("data") is None and not request.get("stream"):
                self.slowest = max(self.slowest, self.clock() - started)
            if reply.status == 401 and not renewed and self.access.token and rewind:
                renewed = True
                self.login(refused=self.access.token)
                negotiated, wanted = False, self._microversion(service, microversion)  # a login discards negotiated microversions
                rewind()
                continue
            if reply.status == 406 and wanted and not negotiated and rewind:
                negotiated, wanted = True, self._negotiate(service, wanted)
                rewind()
                continue
            if reply.status in (401, 406) and reply.status not in allow:
                error = self.http.status_error(reply, method, url, service)
                error.microversion = wanted
                raise hints.explain(error, self)
            if "json" in sent.get("Accept", "json") and not request.get("stream"):
                self._require_json(reply, method, url, service)
            return reply

    def unexpected_answer(self, error):
        """The CloudError for one of PARSE_ERRORS that the last answer caused, since its form is not the one that the API documents."""
        service, method, url, reply = self.last
        return CloudError(
            "The answer cannot be understood (%s: %s)" % (type(error).__name__, error),
            status=reply.status,
            method=method,
            url=self.http.shown(url),
            service=service,
            request_id=reply.request_id,
            hint="Is this the address of the API? If it is, this is a fault of the collection: report it, with the output at -vvv",
        )

    @staticmethod
    def _require_json(reply, method, url, service):
        """Raises CloudError if the body of a successful answer is not JSON."""
        if protocols.of(service).confirms_with_text and method not in READS:
            return
        kind = (reply.headers.get("content-type") or "").split(";")[0]
        if reply.status < 300 and reply.body is None and not reply.is_null and reply.text.strip():
            raise CloudError(
                "The answer is %s" % ("not valid JSON" if "json" in kind else "%s, not JSON" % (kind or "of unknown type")),
                status=reply.status,
                method=method,
                url=url,
                service=service,
                request_id=reply.request_id,
                maybe_applied=method not in READS,
                hint="Is this the address of the API? A login page, a proxy or a load balancer may be answering instead",
            )

    def known(self, service, path):
        """The object at a path as a dry run has predicted or read it, without a request; {} if it did neither, and in a real run."""
        return self.overlay.known(service_types.official(service), path) if self.dry_run else {}

    def change_file(self, change):
        """Call ``change()``, which changes a file where the task runs. A dry run does not: it predicts only what happens in the cloud."""
        if not self.dry_run:
            change()

    def read_file(self, path):
        """The content of a small text file where the task runs. UNKNOWN, with a warning, in a dry run if an earlier task may make the file.
        Raises CloudError."""
        if self.dry_run and not os.path.exists(os.path.expanduser(path)):
            self.warnings.append("There is no file %s: its content is not known before the real run" % path)
            return UNKNOWN
        return transfer.read_text(path)

    def has_predictions(self, service):
        """Whether there are predictions for objects of a service. The numbers of objects that the service reports do not include these."""
        return self.overlay is not None and self.overlay.has_predictions(service_types.official(service))

    def raw(self, service, method, path, **rest):
        """Send a request whose path may be that of a listing -> Reply. A dry run adds the predictions about its members.

        ``rest``: arguments of ``request``.
        """
        reply = self.request(service, method, path, **rest)
        if self.overlay is not None and method == "GET" and reply.url:
            reply.body = self.overlay.with_predicted_members(service_types.official(service), path, reply.body, rest.get("params"))
        return reply

    # -- microversions -----------------------------------------------------------------------------------------------------

    def _microversion(self, service, wanted):
        """The microversion to send: ``wanted`` or the configured default, at most the highest that the service is known to support."""
        wanted = wanted or self.config.for_service(service).default_microversion
        ceiling = self.get_cached("microversions", {}).get(self._endpoint_key(service))
        return lower_version(wanted, ceiling) if wanted and ceiling else wanted

    def _endpoint_key(self, service):
        """The key of what is learned about an endpoint. Another endpoint than the catalog's default one has a key of its own."""
        settings = self.config.for_service(service)
        return "|".join(filter(None, (service, settings.endpoint_override, settings.service_type, settings.service_name)))

    def supports(self, service, microversion, ask=False):
        """Whether a service supports a microversion. True until the service refuses one, unless ``ask`` is true: then its version document
        is read once. Raises CloudError."""
        service = service_types.official(service)
        if ask and self._endpoint_key(service) not in self.get_cached("microversions", {}):
            self._negotiate(service, microversion)
        return self._microversion(service, microversion) == microversion

    @staticmethod
    def has_microversions(service):
        """Whether a service has microversions, as far as its protocol is known."""
        official = service_types.official(service)
        return official not in protocols.PROTOCOLS or bool(version_headers(official, LATEST))

    def find_lowered(self, service, microversion):
        """(the microversion that requests ask for, the one that is sent instead); None if the service supports the first one.

        ``microversion``: the wanted one, or None for the configured default.
        """
        service = service_types.official(service)
        wanted = microversion or self.config.for_service(service).default_microversion
        sent = self._microversion(service, microversion)
        return (wanted, sent) if wanted and sent != wanted and wanted != LATEST else None

    def _negotiate(self, service, wanted):
        """The highest microversion up to ``wanted`` that the service supports, by its version document. This is kept for later requests.

        Raises CloudError if the document names no microversions.
        """
        base = urlsplit(self.endpoint(service))
        url = base._replace(path=re.sub(r"(/v\d+(\.\d+)?)(/.*)?$", r"\1/", base.path)).geturl()
        reply = self.http.send("GET", url, headers=self.access.headers(), service=service, allow=(300, 401, 404))
        highest = sorted(highest_microversions(reply.body), key=version_key)
        if not highest:
            raise CloudError(
                "The %s service refused microversion %s and does not say which ones it supports" % (service, wanted), service=service
            )
        ceiling = highest[-1]
        self.set_cached("microversions", dict(self.get_cached("microversions", {}), **{self._endpoint_key(service): ceiling}))
        return lower_version(wanted, ceiling)

    # -- listings ----------------------------------------------------------------------------------------------------------

    def list(
        self,
        service,
        path,
        keys,
        params=None,
        microversion=None,
        headers=None,
        page=None,
        allow=(),
        paging=None,
        each=None,
        member_name=None,
    ):
        """Yield the members of a listing. Each page is requested when its first member is needed. A dry run adds the predictions.

        ``service``, ``path``, ``params``, ``headers``, ``microversion``: as for ``request``. ``keys``: the envelope of the list, None for a
        JSON list without envelope. ``page``: the page size, 0 for no paging; the default is that of the service (protocols.py). ``allow``:
        statuses of 400 and more that mean an empty listing. ``paging``: how the next page is requested if there is no "next" link, "marker"
        or "offset"; the default is that of the service. ``each``: the envelope of each member. ``member_name``: callable (member) -> the
        last part of the member's path, if that is neither its id nor its name.

        Only the query of a "next" link is used, with the path of the listing, so that no link can lead to another host. Raises CloudError.
        """
        official = service_types.official(service)
        query = dict(params or {})
        if self.dry_run:
            query = {name: self.overlay.known_to_cloud(value) if isinstance(value, list) else value for name, value in query.items()}

        def read(query):
            return self._pages(official, path, keys, query, microversion, headers, page, allow, paging)

        first = self.first_look if not self.writes else None
        items = first.members(official, path, query, read) if first else None
        items = read(query) if items is None else items
        items = (item[each] for item in items) if each else items
        if not self.dry_run:
            return items
        is_predicted = self.overlay.is_only_predicted(official, path, params) or (not keys and self.overlay.is_created(official, path))
        return self.overlay.merge_listing(
            official, path, () if is_predicted else items, params, member_name
        )

    def _pages(self, service, path, keys, params, microversion, headers, page, allow, paging):
        """Yield the members of all pages. Raises CloudError if a page or a query occurs twice, or if there are too many pages, or if they
        take longer than ``timeout``."""
        size = protocols.of(service).limit if page is None else page
        query = dict({"limit": size} if size else {}, **params)
        queries, pages, before, empty, first_url, spent = set(), set(), set(), 0, None, 0
        while query is not None:
            text = encode(query)
            if text in queries or len(queries) >= MAX_PAGES:
                raise endless_listing(service, first_url, len(queries))
            if self.timeout is not None and spent > self.timeout and len(queries) >= UNTIMED_PAGES:
                raise slow_listing(service, first_url, len(queries), self.timeout)
            queries.add(text)
            started = self.clock()
            how = {"params": query, "microversion": microversion, "headers": headers, "allow": allow, "lists": keys or True}
            reply = self.request(service, "GET", path, **how)
            spent += self.clock() - started  # not what the task does with the members meanwhile
            members, first_url = page_members(reply, keys), first_url or reply.url
            ids = list(map(identify_member, members))
            page, empty = hash(tuple(ids)), 0 if members else empty + 1
            if empty > EMPTY_PAGES or (members and page in pages):
                raise endless_listing(service, first_url, len(queries))
            pages.add(page)  # the hash, since a listing may have very many members
            # a member that moved to this page after the page before was read is yielded once
            yield from (member for member, name in zip(members, ids) if name not in before)
            before = set(ids)
            query = self._next_query(reply, keys, members, params, query, service, paging)

    def _next_query(self, reply, keys, members, params, query, service, paging):
        """The query parameters of the next page, None after the last one. ``params``: those of the listing; ``query``: of this page."""
        link = next_link(reply.body, keys)
        if link and not isinstance(link, str):
            raise CloudError("The 'next' link of the listing is not a text", method="GET", url=reply.url, service=service)
        if link:
            self._refuse_foreign_link(link, reply, service)
            linked = parse_qs(urlsplit(link).query, keep_blank_values=True)
            return dict(params, **{name: values if len(values) > 1 else values[0] for name, values in linked.items()})
        if isinstance(reply.body, dict) and reply.body.get("truncated"):
            self.warnings.append("The %s service truncated the listing of %s at its configured limit" % (service, reply.url))
        style = paging or protocols.of(service).paging
        full = members and query.get("limit") and len(members) >= int(query["limit"])
        if style == "marker" and full:
            last = members[-1] if isinstance(members[-1], dict) else {}
            marker = next((last[name] for name in ("id", "uuid", "name", "subdir") if last.get(name)), None)
            return dict(query, marker=marker)
        if style == "offset" and full:
            return dict(query, offset=int(query.get("offset", 0)) + len(members))
        return None

    def _refuse_foreign_link(self, link, reply, service):
        """Raises CloudError for a "next" link to another host. Its host is never used, but it shows that something is wrong."""
        try:
            same_host = not urlsplit(link).netloc or origin(link)[1] == origin(self.endpoint(service))[1]
        except ValueError:
            same_host = False
        if not same_host:
            raise CloudError(
                "Refused to follow a 'next' link to another host (%s)" % self.http.shown(link), method="GET", url=reply.url, service=service
            )

    # -- waiting -----------------------------------------------------------------------------------------------------------

    def wait(self, what, read, timeout, done, pace=None, status_field="status"):
        """Call ``read()`` until ``done(value)`` is true for its value -> that value. A dry run calls ``read`` once and does not wait.

        ``what``: the object, for progress and errors. ``timeout``: seconds. ``done`` raises CloudError for a failure state. The interval is
        a tenth of the time that has passed, at least 0.2 s and at most 5 s; ``pace``: a fixed interval in seconds, at most 5, for a
        ``read`` that limits its requests itself. ``status_field``: the attribute that progress and errors show.

        Errors of an outage are tolerated for OUTAGE seconds. Raises CloudError at the end of ``timeout``, and the other errors of ``read``
        and ``done``.
        """
        started, shown, outage_start = self.clock(), None, None
        while True:
            try:
                value = read()
            except CloudError as error:
                outage_start = self.clock() if outage_start is None else outage_start
                if not is_transient(error) or self.clock() - outage_start >= min(OUTAGE, timeout):
                    raise
                self.progress("%s: %s" % (what, error.message))
                self.sleep(1)
                continue
            outage_start = None
            if self.dry_run or done(value):
                return value
            passed = self.clock() - started
            status = value.get(status_field) if isinstance(value, dict) else None
            if status != shown:
                shown = status
                self.progress("%s: %s, %d s" % (what, status or "no status yet", passed))
            if passed >= timeout:
                raise CloudError(
                    "%s did not reach the expected state within %g s; its last status was %s" % (what, timeout, status or "unknown"),
                    hint="Raise `timeout`, or set `wait: false`; running the task again goes on from here",
                )
            self.sleep(min(pace or max(0.2, passed / 10), 5, max(timeout - passed, 0.05)))


def only_refers(members):
    """Whether a value is not known, or is a list that has only the ids of objects."""
    return members is UNKNOWN or bool(members) and all(isinstance(one, dict) and set(one) == {"id"} for one in members)


def is_transient(error):
    """Whether the CloudError of a read is a temporary one: the service restarts, or the connection broke."""
    return error.status in BUSY or (error.status is None and error.method is not None and error.hint is None)


def join_url(endpoint, path):
    """The URL of a path below an endpoint. A path can also be a URL on the server of the endpoint, which gets the token as well."""
    server = "/".join(endpoint.split("/", 3)[:3]) + "/"
    return path if path.startswith(server) else endpoint + path


def reject_unusable_path(path, service):
    """Raise CloudError for a path that the service could take for the path of another object.

    HTTP clients and servers resolve the parts "." and "..", and most services decode %2F before they split the path.
    """
    path = path.partition("?")[0].partition("#")[0]
    if any(unquote(part) in (".", "..") for part in path.split("/")):
        raise CloudError("'%s' is not a usable path: no object can be addressed by '.' or '..'" % path, service=service)
    if "%2f" in path.lower() and not protocols.of(service).slashes_in_names:
        raise CloudError("'%s' is not a usable path: no object can be addressed by a name or id with a slash" % path, service=service)


def reject_malformed_microversion(microversion, service):
    """Raise CloudError for a microversion that has another form than 2.90 or latest."""
    if microversion and not MICROVERSION.fullmatch(str(microversion)):
        raise CloudError(
            "'%s' is not a microversion of the %s service" % (microversion, service),
            service=service,
            hint="Write it like 2.90, in quotes, or as %s" % LATEST,
        )


def list_regions(point):
    """The names (set) of the region of an endpoint in the catalog."""
    return {point.get("region_id"), point.get("region")} - {None}


def endless_listing(service, url, pages):
    """The CloudError for a listing that repeats a page or does not end. ``url``: of its first page. ``pages``: number of requests."""
    return CloudError(
        "The listing repeats itself or never ends: it was given up after %d pages" % pages,
        service=service,
        method="GET",
        url=url,
        hint="This is a fault of the service; nothing was changed",
    )


def slow_listing(service, url, pages, timeout):
    """The CloudError for a listing that takes longer than the task's ``timeout``. ``url``: of its first page. ``pages``: those received."""
    return CloudError(
        "The listing was not complete within %g s: it was given up after %d pages" % (timeout, pages),
        service=service,
        method="GET",
        url=url,
        hint="Raise `timeout`, or list less; if it never ends, this is a fault of the service",
    )


def highest_microversions(document):
    """The highest microversion (list of texts) of each API version in a version document. Services have different forms of it."""
    document = document if isinstance(document, dict) else {}
    versions = document.get("versions") or [document.get("version")]
    versions = versions.get("values") if isinstance(versions, dict) else versions
    entries = [entry for entry in versions if isinstance(entry, dict)] if isinstance(versions, list) else []
    return [text for text in (entry.get("version") or entry.get("max_version") for entry in entries) if text and isinstance(text, str)]


def select_well_formed(stored):
    """The entries of a store's content that have the expected form. Another release may have written another form."""
    kinds = {"access": object, "identity": dict, "microversions": str, "names": (str, int)}
    return {
        key: stored[key]
        for key, kind in kinds.items()
        if isinstance(stored.get(key), dict) and all(isinstance(value, kind) for value in stored[key].values())
    }


def names_key(config):
    """The key in a store under which a session keeps names. Names that were looked up at another endpoint have another key."""
    overrides = {key: value for key, value in config.settings.items() if "_endpoint" in key and value}
    return "|".join(["names", *("%s=%s" % override for override in sorted(overrides.items()))])


def raise_stored_refusal(refusal, since):
    """Raise the CloudError of a refused login if it was stored after ``since`` (epoch seconds).

    ``refusal``: {"at": epoch seconds, "error": the facts of the CloudError}; anything else is ignored.
    """
    try:
        error = CloudError(**refusal["error"])
        is_recent = since < refusal["at"] <= time.time() and str(error)
    except PARSE_ERRORS:
        return
    if is_recent:
        error.before_login = True
        raise error


def load_access(stored):
    """The Access from its stored form; None if it has another form or expires soon."""
    try:
        access = auth.Access.from_dict(stored) if stored else None
        return access if access and not access.expires_soon() else None
    except (ValueError, TypeError, AttributeError):
        return None


def identify_member(member):
    """A text that differs for each member of a listing: its id, or the whole member if it has none."""
    identifier = isinstance(member, dict) and (member.get("id") or member.get("uuid"))
    return str(identifier or member)


def page_members(reply, keys):
    """The members (list) in one page of a listing. ``keys``: the envelope, or None. Raises CloudError if there is no list."""
    if reply.status == 204 or reply.status >= 400:  # no content, or a status that the caller allows
        return []
    members = reply.body if not keys else reply.body.get(keys) if isinstance(reply.body, dict) else None
    if not isinstance(members, list):
        lists = [name for name, value in reply.body.items() if isinstance(value, list)] if isinstance(reply.body, dict) else []
        raise CloudError(
            ("The listing has no member '%s'" % keys if keys else "The answer is not a list")
            + ("; its members that are lists: %s" % ", ".join(lists) if lists else ""),
            method="GET",
            url=reply.url,
            status=reply.status,
            request_id=reply.request_id,
            hint="Is this the address of the API?",
        )
    return members


def next_link(body, keys):
    """The "next" link of a page, None if there is none. Services have different forms of it."""
    if not isinstance(body, dict):
        return None
    for name in ("%s_links" % keys, "links"):
        links = body.get(name)
        if isinstance(links, dict) and links.get("next"):
            return links["next"]
        for link in links if isinstance(links, list) else ():
            if isinstance(link, dict) and link.get("rel") == "next":
                return link.get("href")
    return body.get("next") if isinstance(body.get("next"), str) else None


def encode(params):
    """The query string of a dict. A list repeats its key, None is left out, booleans are lower case."""
    pairs = []
    for key, value in params.items():
        for item in value if isinstance(value, (list, tuple)) else [value]:
            if item is not None:
                item = str(item).lower() if isinstance(item, bool) else str(item)
                pairs.append("%s=%s" % (quote(str(key), safe=":~"), quote(item, safe=":,")))
    return "&".join(pairs)


def add_version(url, service, project_id):
    """The URL of a service with the version path, which is appended if the URL has none. ``project_id``: of the token, or None."""
    protocol = protocols.of(service)
    version = protocol.version
    if not version:
        return url
    if protocol.replaces_version:
        return LAST_VERSION.sub("", url) + version
    if VERSION.search(urlsplit(url).path):
        return url
    return url + (version.replace("{project_id}", project_id) if project_id else version.replace("/{project_id}", ""))


def version_headers(service, microversion):
    """The headers (dict) that request a microversion; {} for None."""
    if not microversion:
        return {}
    protocol = protocols.of(service)
    headers = {"OpenStack-API-Version": "%s %s" % (protocol.microversion, microversion)} if protocol.microversion else {}
    if protocol.legacy:
        headers[protocol.legacy] = str(microversion)
    return headers


def version_key(text):
    """The sort key of a microversion: "2.9" is less than "2.10", and "latest" is the greatest."""
    return tuple(int(part) if part.isdigit() else 10**6 for part in str(text).split("."))


def lower_version(one, other):
    return min(str(one), str(other), key=version_key)
