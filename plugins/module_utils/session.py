# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One authenticated conversation with one cloud: endpoints, versions, paging, re-login, waiting, dry run."""

from __future__ import annotations

import contextlib
import re
import time
from urllib.parse import parse_qs, quote, unquote, urlsplit

from ansible_collections.stratus.openstack.plugins.module_utils import auth, hints, protocols, service_types
from ansible_collections.stratus.openstack.plugins.module_utils.effects import Effects
from ansible_collections.stratus.openstack.plugins.module_utils.errors import PARSE_ERRORS, CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.overlay import PREDICTED_ID, Overlay
from ansible_collections.stratus.openstack.plugins.module_utils.transport import BUSY, READS, Reply, Transport, origin, rewinder
from ansible_collections.stratus.openstack.plugins.module_utils.unknown import UNKNOWN

MAX_PAGES = 10000
EMPTY_PAGES = 10  # in a row: a service that filters late may have some
VERSION = re.compile(r"/v\d+(\.\d+)?(/|$)")
LAST_VERSION = re.compile(r"/v\d+(\.\d+)?$")
OUTAGE = 60  # seconds for which a wait puts up with a service that does not answer


class Session:
    """``config``: a CloudConfig. ``dry_run``: writes are predicted, not sent. ``overlay``: predictions to start from.

    ``store``: a token_cache.Store for token, catalog and what was learned of the cloud, or None. ``names``: one for what names meant,
    which must not be older than the run, since a name may mean something else tomorrow. ``log``: callable (level, line).
    ``progress``: callable (line) for waits and uploads.
    ``notify``: callable (text) for what the user has to do to log in, None when there is nobody to tell.
    ``secrets``: further strings that must not be shown, those among a task's options.
    """

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
        clock=time.monotonic,
        sleep=time.sleep,
    ):
        self.config, self.dry_run, self.store, self.names, self.notify = config, dry_run, store, names, notify
        self.overlay = overlay if overlay is not None else Overlay() if dry_run else None
        self.progress, self.clock, self.sleep = progress or (lambda line: None), clock, sleep
        self.writes = []
        self.warnings = []
        kept = store.load() if store else {}
        meant = kept if names is store else names.load() if names else {}
        self._kept = well_formed(dict(kept, names=meant.get("names")))
        self._access = None
        if self.overlay is not None:
            self.overlay.access = lambda: self._access or unexpired(self._kept.get("access"))
        self._secrets, self._task_secrets = None, set(secrets)
        self.last = None  # (service, method, URL, Reply) of the last answer
        self.http = Transport(
            verify=config.verify,
            cert=config.cert,
            timeout=config.api_timeout,
            log=log,
            secrets=self.secrets,
            sleep=sleep,
        )

    def close(self):
        self.http.close()

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.close()

    def secrets(self):
        """Strings that must not be shown: the secrets of the configuration and of the task, and the token."""
        if self._secrets is None:
            self._secrets = self.config.secrets() | self._task_secrets
        return self._secrets | self._access.secrets() if self._access else self._secrets

    # -- who we are --------------------------------------------------------------------------------------------------------

    @property
    def access(self):
        """The Access in force: from the store when it has one that lasts, else by logging in."""
        if self._access is None:
            self._access = unexpired(self._kept.get("access"))
        if self._access is None:
            self.login()
        return self._access

    def login(self, refused=None):
        """A new token, unless another process got one since. ``refused``: the token that was not accepted any more.

        Raises CloudError with the identity service's own words. What it refused to another process while this one waited is not
        asked again: many workers with a wrong password could lock the user out. A passcode is another one for each.
        """
        asked = time.time()
        shares = self.store and not self.config.is_for_once()
        with self.store.lock("login") if self.store else contextlib.nullcontext():
            known = self.store.load() if self.store else {}
            kept = unexpired(known.get("access"))
            if kept and kept.token not in (None, refused):
                self._access = kept
                return
            if shares:
                raise_remembered_refusal(known.get("refusal"), asked)
            try:
                found = dict(self.kept("identity", {}))
                self._access = auth.login(self.config, self._send_auth, discovery=found, notify=self.notify, sleep=self.sleep)
            except CloudError as error:
                error.maybe_applied = False  # a token too many changes nothing
                hints.explain(error, self)
                if shares and error.status == 401:
                    self.store.save({"refusal": {"at": time.time(), "error": error.result()["error"]}})
                raise error from None
            except PARSE_ERRORS as error:
                if self.last is None:
                    raise
                raise self.unexpected_answer(error) from error
            if found != self.kept("identity", {}):
                self.keep("identity", found)
            self.keep("access", self._access.to_dict())
            if self.kept("microversions"):
                self.keep("microversions", {})  # the cloud may be a newer one since

    def _send_auth(self, method, url, headers=None, json=None, form=None, basic=None, allow=()):
        request = {"headers": headers, "json": json, "form": form, "basic": basic}
        retries = self.config.for_service("identity").connect_retries
        reply = self.http.send(method, url, allow=allow, repeat=True, service="identity", retries=retries, **request)
        self.last = "identity", method, url, reply
        return reply

    def keep(self, key, value):
        """Note something for later sessions of the same cloud and scope."""
        self._kept[key] = value
        store = self.names if key == "names" else self.store
        if key == "names":
            value = {name: meant for name, meant in value.items() if not PREDICTED_ID.fullmatch(str(meant))}
        if store:
            store.save({key: value})

    def kept(self, key, default=None):
        return self._kept.get(key, default)

    # -- where services are ------------------------------------------------------------------------------------------------

    def endpoint(self, service):
        """The base URL of a service (official type or alias), with its version path, without a slash at its end."""
        settings = self.config.for_service(service)
        official = service_types.official(service)
        if settings.disabled:
            raise CloudError(
                "The service %s is disabled for this cloud (has_%s: false)" % (official, official.replace("-", "_")), service=official
            )
        if settings.endpoint_override:
            url = re.sub(r"\{project_id\}|[%$]\((project|tenant)_id\)s", self.access.project_id or "", settings.endpoint_override)
            return with_version(url.rstrip("/"), official, self.access.project_id)
        url = self._catalog_url(official, settings)
        return with_version(url.rstrip("/"), official, self.access.project_id)

    def has_service(self, service):
        """Whether the cloud offers a service in this region, of this interface. Raises CloudError when it does not let us in."""
        if self.access is None:
            return False
        try:
            return bool(self.endpoint(service))
        except CloudError:
            return False

    def _catalog_url(self, official, settings):
        catalog = self.access.catalog
        names = [settings.service_type] if settings.service_type else service_types.candidates(official)
        points = []
        for name in names:
            for entry in catalog:
                if entry.get("type") == name and settings.service_name in (None, entry.get("name")):
                    points += [point for point in entry.get("endpoints") or () if point.get("url")]
            for interface in settings.interface:
                for point in points:
                    if point.get("interface") == interface and settings.region_name in (None, *region_of(point)):
                        return point["url"]
        regions = {name for point in points for name in region_of(point)}
        interfaces = {point.get("interface") for point in points}
        if official == "identity" and (self.access.identity_url or self.config.auth.get("auth_url")):
            return self.access.identity_url or self.config.auth["auth_url"]  # an unscoped token comes without a catalog
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
    ):
        """One request below a service's endpoint -> Reply. A write of a dry run is recorded and predicted instead.

        ``path`` is quoted already. ``key``: the envelope of body and answer. ``effects``: for a dry run, the Effects of the write, where
        the method and the body do not say them. ``initial``: callable that gives what a GET of a dry run finds where nothing is left, or as
        part of an object that is only predicted. ``reads``: this POST changes nothing; ``writes``: this GET changes something. ``allow``:
        statuses of 400 and more that are answers. Raises CloudError.
        """
        official = service_types.official(service)
        reject_unusable_path(path, official)
        write = None if (method in READS or reads) and not writes else (official, method, path, json)
        if write:
            if self.dry_run:
                self.endpoint(official)  # whom the cloud does not let in, or does not offer the service, could not write either
                self.writes.append(write)
                return Reply(200, UNKNOWN, body=self._predict(official, method, path, json, key, effects or Effects()))
        foreseen = self._foreseen(official, method, path, key, initial, allow) if self.dry_run and not write else None
        if foreseen:
            return foreseen
        try:
            reply = self._authenticated(
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
        if write and reply.status < 400:  # what the API refused has changed nothing
            self.writes.append(write)
        if self.dry_run and reply.body is not None and reply.status < 400:
            self.overlay.learn(official, path, reply.body)
        return reply

    def _foreseen(self, service, method, path, key, initial, allow):
        """The answer of a dry run to the read of one object, or to a question put to one; None when the real cloud must be asked."""
        if method not in READS:
            return Reply(200, UNKNOWN, body=UNKNOWN) if self.overlay.is_only_predicted(service, path) else None
        known, item = self.overlay.item(service, path)
        if not known:
            return None
        if item is None and initial:
            item = initial()
            self.overlay.learn(service, path, item)
        if item is None and 404 not in allow:
            raise CloudError("%s will not exist" % path, status=404, method=method, url=path, service=service)
        return Reply(404 if item is None else 200, UNKNOWN, body={key: item} if key and item is not None else item)

    def pause(self, seconds):
        """Let some time pass for what a write has begun: in a dry run nothing was."""
        if not self.dry_run:
            self.sleep(seconds)

    def _predict(self, service, method, path, body, key, effects):
        """Note the Effects of a write of a dry run -> its answer."""
        owner, place = effects.at if isinstance(effects.at, tuple) else (service, effects.at or path)
        answer = self.overlay.write(service_types.official(owner), method, place, body, key, effects)
        with contextlib.suppress(CloudError):  # of what cannot be read nothing is known
            for other, at, change in effects.others():
                self.overlay.note_change(service_types.official(other), at, change)
        return answer

    def _authenticated(self, service, method, path, params, headers, microversion, allow, **request):
        url = self.endpoint(service) + path + (("&" if "?" in path else "?") + encode(params) if params else "")
        wanted = self._microversion(service, microversion)
        renewed = negotiated = False
        rewind = rewinder(request.get("data"))
        request["retries"] = self.config.for_service(service).connect_retries
        while True:
            sent = dict(headers, **self.access.headers())
            sent.update(version_headers(service, wanted))
            try:
                reply = self.http.send(method, url, headers=sent, service=service, allow=tuple(allow) + (401, 406), **request)
            except CloudError as error:
                error.microversion = wanted
                raise hints.explain(error, self) from None
            self.last = service, method, url, reply
            if reply.status == 401 and not renewed and self.access.token and rewind:
                renewed = True
                self.login(refused=self.access.token)
                negotiated, wanted = False, self._microversion(service, microversion)  # a login forgets what the cloud spoke before
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
                self._must_be_json(reply, method, url, service)
            return reply

    def unexpected_answer(self, error):
        """The CloudError for an exception over an answer that is not as its API describes it. The answer was the last one."""
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
    def _must_be_json(reply, method, url, service):
        if protocols.of(service).confirms_with_text and method not in READS:
            return
        kind = (reply.headers.get("content-type") or "").split(";")[0]
        if reply.status < 300 and reply.body is None and reply.text.strip():
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
        """What a dry run knows of the object at a path, without asking for it: {} when that is nothing, or in a real run."""
        return self.overlay.known(service_types.official(service), path) if self.dry_run else {}

    def has_predictions(self, service):
        """Whether something of a service is only predicted, so that what it counts is another number than it says."""
        return self.overlay is not None and self.overlay.has_predictions(service_types.official(service))

    def raw(self, service, method, path, **rest):
        """One request whose path may be that of a listing -> Reply. In a dry run that has what was predicted about its members, too."""
        reply = self.request(service, method, path, **rest)
        if self.overlay is not None and method == "GET" and reply.url:
            reply.body = self.overlay.with_predicted_members(service_types.official(service), path, reply.body, rest.get("params"))
        return reply

    # -- microversions -----------------------------------------------------------------------------------------------------

    def _microversion(self, service, wanted):
        wanted = wanted or self.config.for_service(service).default_microversion
        ceiling = self.kept("microversions", {}).get(service)
        return lower_version(wanted, ceiling) if wanted and ceiling else wanted

    def supports(self, service, microversion):
        """Whether a service speaks a microversion, as far as is known: what it refused once is remembered."""
        return self._microversion(service_types.official(service), microversion) == microversion

    def _negotiate(self, service, wanted):
        """The highest microversion not above ``wanted`` that the service speaks, asked for once and kept."""
        base = urlsplit(self.endpoint(service))
        url = base._replace(path=re.sub(r"(/v\d+(\.\d+)?)(/.*)?$", r"\1/", base.path)).geturl()
        reply = self.http.send("GET", url, headers=self.access.headers(), service=service, allow=(300, 401, 404))
        known = sorted(supported_versions(reply.body), key=version_key)
        if not known:
            raise CloudError(
                "The %s service refused microversion %s and does not say which ones it speaks" % (service, wanted), service=service
            )
        ceiling = known[-1]
        self.keep("microversions", dict(self.kept("microversions", {}), **{service: ceiling}))
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
        """Yield the members of a listing, page by page. ``keys``: its envelope, None for a bare list. ``paging``: how to go on without a
        "next" link where that differs from the service's way (protocols.py). ``each``: the envelope of each member.
        ``member_name``: callable that gives the last part of a member's path, where that is neither its id nor its name.

        Only the query of a "next" link is used, on our own URL, so that no link can lead to another host.
        """
        official = service_types.official(service)
        asked = dict(params or {})
        if self.dry_run:
            asked = {name: self.overlay.known_to_cloud(value) if isinstance(value, list) else value for name, value in asked.items()}
        items = self._pages(official, path, keys, asked, microversion, headers, page, allow, paging)
        items = (item[each] for item in items) if each else items
        if not self.dry_run:
            return items
        return self.overlay.merge_listing(
            official, path, () if self.overlay.is_only_predicted(official, path, params) else items, params, member_name
        )

    def _pages(self, service, path, keys, params, microversion, headers, page, allow, paging):
        size = protocols.of(service).limit if page is None else page
        query = dict({"limit": size} if size else {}, **params)
        asked, pages, before, empty, first = set(), set(), set(), 0, None
        while query is not None:
            mark = encode(query)
            if mark in asked or len(asked) >= MAX_PAGES:
                raise endless_listing(service, first, len(asked))
            asked.add(mark)
            reply = self.request(service, "GET", path, params=query, microversion=microversion, headers=headers, allow=allow)
            members, first = page_members(reply, keys), first or reply.url
            ids = list(map(identity_of, members))
            page, empty = hash(tuple(ids)), 0 if members else empty + 1
            if empty > EMPTY_PAGES or (members and page in pages):
                raise endless_listing(service, first, len(asked))
            pages.add(page)  # not its members, of which there may be very many
            yield from (member for member, name in zip(members, ids) if name not in before)  # what moved to the next page is given once
            before = set(ids)
            query = self._next_query(reply, keys, members, params, query, service, paging)

    def _next_query(self, reply, keys, members, params, query, service, paging):
        link = next_link(reply.body, keys)
        if link and not isinstance(link, str):
            raise CloudError("The listing has a 'next' link that is none", method="GET", url=reply.url, service=service)
        if link:
            self._refuse_foreign(link, reply, service)
            asked = parse_qs(urlsplit(link).query, keep_blank_values=True)
            return dict(params, **{name: values if len(values) > 1 else values[0] for name, values in asked.items()})
        if isinstance(reply.body, dict) and reply.body.get("truncated"):
            self.warnings.append("The %s service cut the listing of %s short: it shows no more than it is set to" % (service, reply.url))
        style = paging or protocols.of(service).paging
        full = members and query.get("limit") and len(members) >= int(query["limit"])
        if style == "marker" and full:
            last = members[-1] if isinstance(members[-1], dict) else {}
            marker = next((last[name] for name in ("id", "uuid", "name", "subdir") if last.get(name)), None)
            return dict(query, marker=marker)
        if style == "offset" and full:
            return dict(query, offset=int(query.get("offset", 0)) + len(members))
        return None

    def _refuse_foreign(self, link, reply, service):
        """Only the query of a "next" link is used; one that names another host is a sign of something wrong all the same."""
        try:
            fine = not urlsplit(link).netloc or origin(link)[1] == origin(self.endpoint(service))[1]
        except ValueError:
            fine = False
        if not fine:
            raise CloudError(
                "Refused to follow a 'next' link to another host (%s)" % self.http.shown(link), method="GET", url=reply.url, service=service
            )

    # -- waiting -----------------------------------------------------------------------------------------------------------

    def wait(self, what, read, timeout, done, pace=None, status_field="status"):
        """Call ``read()`` until ``done(value)`` is true; its value. ``done`` raises CloudError on a failure state.

        ``what`` names it for progress and errors. Polls every 0.2 s at first, later every tenth of the time passed, at most every 5 s;
        ``pace``: seconds between two looks, for a ``read`` that spares the API by itself. ``timeout`` in seconds. ``status_field``: the
        attribute that progress and errors show. A dry run does not wait.
        """
        started, shown, lost = self.clock(), None, None
        while True:
            try:
                value = read()
            except CloudError as error:
                lost = self.clock() if lost is None else lost
                if not is_transient(error) or self.clock() - lost >= min(OUTAGE, timeout):
                    raise
                self.progress("%s: %s" % (what, error.message))
                self.sleep(1)
                continue
            lost = None
            if self.dry_run or done(value):
                return value
            passed = self.clock() - started
            status = value.get(status_field) if isinstance(value, dict) else None
            if status != shown:
                shown = status
                self.progress("%s: %s, %d s" % (what, status or "not there yet", passed))
            if passed >= timeout:
                raise CloudError(
                    "%s did not get there within %g s; its last status was %s" % (what, timeout, status or "unknown"),
                    hint="Raise `timeout`, or set `wait: false`; running the task again goes on from here",
                )
            self.sleep(min(pace or max(0.2, passed / 10), 5, max(timeout - passed, 0.05)))


def is_transient(error):
    """Whether a failed read is one of an outage that may end: a service that restarts, a connection that broke."""
    return error.status in BUSY or (error.status is None and error.method is not None and error.hint is None)


def reject_unusable_path(path, service):
    """Raise CloudError for a path that the service would read as that of another object: "." and ".." as parts are resolved on the way, and
    most services read a quoted slash as an ordinary one."""
    path = path.partition("?")[0].partition("#")[0]
    if any(unquote(part) in (".", "..") for part in path.split("/")):
        raise CloudError("'%s' is not a usable path: no object can be addressed by '.' or '..'" % path, service=service)
    if "%2f" in path.lower() and not protocols.of(service).slashes_in_names:
        raise CloudError("'%s' is not a usable path: no object can be addressed by a name or id with a slash" % path, service=service)


def region_of(point):
    return {point.get("region_id"), point.get("region")} - {None}


def endless_listing(service, url, pages):
    return CloudError(
        "The listing repeats itself or never ends: it was given up after %d pages" % pages,
        service=service,
        method="GET",
        url=url,
        hint="This is a fault of the service; nothing was changed",
    )


def supported_versions(document):
    """The highest microversions in a version document, in any of the shapes that services have."""
    document = document if isinstance(document, dict) else {}
    versions = document.get("versions") or [document.get("version")]
    versions = versions.get("values") if isinstance(versions, dict) else versions
    entries = [entry for entry in versions if isinstance(entry, dict)] if isinstance(versions, list) else []
    return [text for text in (entry.get("version") or entry.get("max_version") for entry in entries) if text and isinstance(text, str)]


def well_formed(kept):
    """What a store held, without what another release, or chance, wrote in another form."""
    kinds = {"access": object, "identity": dict, "microversions": str, "names": (str, int)}
    return {
        key: kept[key]
        for key, kind in kinds.items()
        if isinstance(kept.get(key), dict) and all(isinstance(value, kind) for value in kept[key].values())
    }


def raise_remembered_refusal(kept, since):
    """Raise the CloudError of a login that was refused after a time (of time.time()), from what a store has of it, if there was one."""
    try:
        error = CloudError(**kept["error"])
        counts = since < kept["at"] <= time.time() and str(error)
    except PARSE_ERRORS:
        return
    if counts:
        raise error


def unexpired(stored):
    """The Access that was stored as plain data, if it is one and is good for a while; else None."""
    try:
        access = auth.Access.from_dict(stored) if stored else None
        return access if access and not access.expires_soon() else None
    except (ValueError, TypeError, AttributeError):
        return None


def identity_of(member):
    """What tells the members of a listing apart, in short."""
    known = isinstance(member, dict) and (member.get("id") or member.get("uuid"))
    return str(known or member)


def page_members(reply, keys):
    if reply.status == 204 or reply.status >= 400:  # nothing there, or a status that the caller takes for an answer
        return []
    members = reply.body if not keys else reply.body.get(keys) if isinstance(reply.body, dict) else None
    if not isinstance(members, list):
        raise CloudError(
            "The listing has no member '%s'" % keys if keys else "The answer is not a list",
            method="GET",
            url=reply.url,
            status=reply.status,
            request_id=reply.request_id,
            hint="Is this the address of the API?",
        )
    return members


def next_link(body, keys):
    """The "next" link of a page in any of the styles OpenStack has, or None."""
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
    """A query string; a list gives its key several times, None is left out, booleans are lower case."""
    pairs = []
    for key, value in params.items():
        for item in value if isinstance(value, (list, tuple)) else [value]:
            if item is not None:
                item = str(item).lower() if isinstance(item, bool) else str(item)
                pairs.append("%s=%s" % (quote(str(key), safe=":~"), quote(item, safe=":,")))
    return "&".join(pairs)


def with_version(url, service, project_id):
    """A service URL with its version path, which is appended when the catalog leaves it out."""
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
    if not microversion:
        return {}
    protocol = protocols.of(service)
    headers = {"OpenStack-API-Version": "%s %s" % (protocol.microversion, microversion)} if protocol.microversion else {}
    if protocol.legacy:
        headers[protocol.legacy] = str(microversion)
    return headers


def version_key(text):
    return tuple(int(part) if part.isdigit() else 10**6 for part in str(text).split("."))


def lower_version(one, other):
    return min(str(one), str(other), key=version_key)
