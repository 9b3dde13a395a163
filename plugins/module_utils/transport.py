# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP: one request, safely repeated, logged without secrets, its failures turned into CloudError.

The only importer of ``requests``. Knows nothing of clouds: URLs in, replies out.
"""

from __future__ import annotations

import json as jsonlib
import re
import time
import traceback
from urllib.parse import urljoin, urlsplit

from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError

try:
    import requests
except ImportError:
    requests = None
    REQUESTS_IMPORT_ERROR = traceback.format_exc()
else:
    REQUESTS_IMPORT_ERROR = None

USER_AGENT = "stratus.openstack"
CONNECT_TIMEOUT = 15  # seconds
READ_TIMEOUT = 120  # seconds between two bytes; `api_timeout` replaces it
RETRY_DELAYS = (0.4, 1.2, 3.0)  # seconds, when the server names none
MAX_RETRY_AFTER = 60  # seconds: a server that wants more is reported, not obeyed
MAX_REDIRECTS = 5
BUSY = (429, 502, 503, 504)
REPEATABLE = ("GET", "HEAD", "PUT", "DELETE")
SECRET_KEY = re.compile(
    r"pass(word|wd|phrase|code)?$|adminpass|secret|token|credential$|private_key|user_data|^blob$|api_?key|^payload$", re.I
)
SECRET_HEADER = re.compile(r"token|authorization|cookie|secret|key$", re.I)
MASK = "********"


class Reply:
    """An answer: ``status``, ``headers`` (case-insensitive mapping), ``body`` (parsed JSON or None), ``text``, ``url``."""

    def __init__(self, status, headers=None, body=None, text="", url="", response=None):
        self.status = status
        self.headers = headers if headers is not None else {}
        self.body = body
        self.text = text
        self.url = url
        self.response = response

    status_code = property(lambda self: self.status)

    def json(self):
        return self.body

    @property
    def request_id(self):
        return self.headers.get("x-openstack-request-id") or self.headers.get("x-compute-request-id") or self.headers.get("x-trans-id")


def origin(url):
    """(scheme, host, port) of a URL, the port filled in."""
    parts = urlsplit(url)
    return parts.scheme.lower(), (parts.hostname or "").lower(), parts.port or {"https": 443, "http": 80}.get(parts.scheme.lower())


def masked(value, secrets=()):
    """A copy of a JSON value fit for a log: values under secret-sounding keys, and the given secret strings, are hidden."""
    if isinstance(value, dict):
        return {
            key: MASK if SECRET_KEY.search(str(key)) and item and not isinstance(item, (dict, list, bool)) else masked(item, secrets)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [masked(item, secrets) for item in value]
    return masked_text(value, secrets) if isinstance(value, str) else value


def masked_text(text, secrets=()):
    for secret in secrets:
        text = text.replace(secret, MASK)
    return text


def api_message(reply):
    """The message inside an OpenStack error body, whatever its shape, in one line; '' when there is none."""

    def search(node):
        if isinstance(node, str):
            return node
        if isinstance(node, list):
            return "; ".join(filter(None, (search(item) for item in node)))
        if isinstance(node, dict):
            for key in ("message", "faultstring", "detail", "explanation", "description", "error_message", "msg", "title", "reason"):
                if node.get(key):
                    found = search(node[key])
                    if found:
                        return found
            for item in node.values():
                found = search(item) if isinstance(item, (dict, list)) else ""
                if found:
                    return found
        return ""

    body = reply.body
    if isinstance(body, dict) and isinstance(body.get("error_message"), str) and body["error_message"].startswith("{"):
        try:  # Ironic wraps one JSON document in another
            body = jsonlib.loads(body["error_message"])
        except ValueError:
            pass
    text = search(body) if body is not None else ""
    if not text and reply.text and "html" not in (reply.headers.get("content-type") or ""):
        text = reply.text
    elif not text and reply.text:
        found = re.search(r"<(title|h1)[^>]*>(.*?)</\1>", reply.text, re.I | re.S)
        text = re.sub(r"<[^>]+>", " ", found.group(2)) if found else ""
    return " ".join(text.split())[:600]


class Transport:
    """Sends requests for one cloud: TLS settings, timeouts, retries, the log.

    ``verify``: True, False or a CA path. ``cert``: None, a path or (cert, key). ``timeout``: seconds or None. ``log``: callable
    (level, line) or None; level 3 for a line per request, 4 for bodies. ``secrets``: callable giving strings to mask.
    """

    def __init__(self, verify=True, cert=None, timeout=None, retries=None, log=None, secrets=None, sleep=time.sleep):
        if requests is None:
            raise CloudError("The Python library 'requests' is missing", hint="Install it for the interpreter that runs the task")
        self.verify, self.cert = verify, cert
        self.timeout = (CONNECT_TIMEOUT if not timeout else min(CONNECT_TIMEOUT, timeout), timeout or READ_TIMEOUT)
        self.delays = RETRY_DELAYS if retries is None else tuple(min(0.4 * 3**n, 20) for n in range(int(retries)))
        self.log, self.secrets, self.sleep = log, secrets or (lambda: ()), sleep
        self._http = requests.Session()
        self._http.auth = lambda request: request  # else ~/.netrc could add credentials of its own
        self.count = 0

    def close(self):
        self._http.close()

    def send(
        self, method, url, headers=None, json=None, data=None, form=None, basic=None, allow=(), repeat=None, stream=False, service=None
    ):
        """One request and its Reply. Raises CloudError for no answer and for a status of 400 or more that is not in ``allow``.

        ``repeat``: whether it may be sent twice (default: by method). ``basic``: (user, password). ``form``: urlencoded fields.
        """
        repeat = method in REPEATABLE if repeat is None else repeat
        headers = dict({"User-Agent": USER_AGENT, "Accept": "application/json"}, **(headers or {}))
        if json is not None:
            data = jsonlib.dumps(json).encode()
            headers.setdefault("Content-Type", "application/json")
        request = {"headers": headers, "data": form if form is not None else data, "auth": basic, "stream": stream}
        context = {"method": method, "url": masked_text(url, self.secrets()), "service": service}
        for attempt in range(len(self.delays) + 1):
            last = attempt == len(self.delays)
            try:
                reply = self._follow(method, url, request, json)
            except (OSError, ValueError) as error:  # requests' own exceptions are among the first
                failure = self._no_answer(error, method, context)
                tried = last or (attempt and isinstance(error, requests.exceptions.ReadTimeout))
                if tried or failure.hint or (failure.maybe_applied and not repeat):
                    raise failure from None
                delay = self.delays[attempt]
            else:
                delay = self._wait_before_repeat(reply, repeat, attempt)
                if delay is None or last:
                    break
            self._say(3, "%s %s: again in %.1f s" % (method, context["url"], delay))
            self.sleep(delay)
        if reply.status >= 400 and reply.status not in allow:
            raise self.refused(reply, method, url, service)
        return reply

    def _wait_before_repeat(self, reply, repeat, attempt):
        """Seconds until this answer deserves another try; None when it is final."""
        limited = reply.status == 429 or (reply.status == 413 and "retry-after" in reply.headers)
        if not limited and not (repeat and reply.status in BUSY):
            return None
        asked = reply.headers.get("retry-after") or ""
        if asked.isdigit():
            return float(asked) if int(asked) <= MAX_RETRY_AFTER else None
        return self.delays[min(attempt, len(self.delays) - 1)] if self.delays else None

    def _follow(self, method, url, request, json):
        """Send, following redirects of reads inside the same origin only: a token must not travel elsewhere."""
        for hop in range(MAX_REDIRECTS + 1):
            reply = self._once(method, url, request, json)
            target = reply.headers.get("location")
            if reply.status not in (301, 302, 303, 307, 308) or not target:
                return reply
            target = urljoin(url, target)
            problem = (
                "to another host"
                if origin(target)[1] != origin(url)[1]
                else "to another scheme or port"
                if origin(target) != origin(url)
                else "of a write"
                if method not in ("GET", "HEAD")
                else None
            )
            if problem or hop == MAX_REDIRECTS:
                raise CloudError(
                    "Refused to follow a redirect %s (%s)" % (problem or "loop", masked_text(target, self.secrets())),
                    status=reply.status,
                    method=method,
                    url=url,
                    hint="Correct the address (auth_url, endpoint in the catalog or an endpoint override)",
                )
            url = target
        return reply

    def _once(self, method, url, request, json):
        started = time.monotonic()
        self.count += 1
        try:
            response = self._http.request(
                method, url, allow_redirects=False, timeout=self.timeout, verify=self.verify, cert=self.cert, **request
            )
            text = "" if request["stream"] else response.text
        except (OSError, ValueError) as error:
            self._say(3, "%s %s -> %s" % (method, url, type(error).__name__))
            raise
        body = None
        if text and "json" in (response.headers.get("content-type") or "json"):
            try:
                body = jsonlib.loads(text)
            except ValueError:
                body = None
        reply = Reply(response.status_code, response.headers, body, text, url, response)
        self._say(
            3,
            "%s %s -> %d, %d ms, %s"
            % (method, url, reply.status, (time.monotonic() - started) * 1000, reply.request_id or "no request id"),
        )
        if self.log:
            self._bodies(request, json, reply)
        return reply

    def _say(self, level, line):
        if self.log:
            self.log(level, masked_text(line, self.secrets()))

    def _bodies(self, request, json, reply):
        secrets = self.secrets()
        shown = {key: MASK if SECRET_HEADER.search(key) else value for key, value in request["headers"].items()}
        self.log(4, "  > %s" % masked_text(jsonlib.dumps(shown), secrets))
        if json is not None:
            self.log(4, "  > %s" % jsonlib.dumps(masked(json, secrets)))
        if reply.body is not None:
            self.log(4, "  < %s" % jsonlib.dumps(masked(reply.body, secrets)))

    def _no_answer(self, error, method, context):
        """What a failure below HTTP means, in words."""
        text = " ".join(str(error).split())
        host = urlsplit(context["url"]).netloc
        kinds = requests.exceptions
        hint, applied = None, method in ("POST", "PATCH")
        if isinstance(error, (kinds.InvalidURL, kinds.MissingSchema, kinds.InvalidSchema)):
            message, hint, applied = "Not a usable address: %s" % context["url"], "Correct auth_url or the endpoint", False
        elif isinstance(error, kinds.SSLError):
            message, applied = "TLS failed with %s: %s" % (host, tls_reason(text)), False
            hint = "Set ca_cert (cacert) to the cloud's CA bundle, or validate_certs: false to go without verification"
        elif re.search(r"name resolution|getaddrinfo|Name or service not known|nodename nor servname|NameResolution", text, re.I):
            message, applied = "The host name of %s cannot be resolved" % host, False
            hint = "Check the address (auth_url, the region's endpoints) and DNS"
        elif isinstance(error, kinds.ConnectTimeout):
            message, applied = "%s does not answer (no connection within %g s)" % (host, self.timeout[0]), False
        elif isinstance(error, kinds.ReadTimeout):
            message = "%s gave no answer within %g s" % (host, self.timeout[1])
        elif "refused" in text or "unreachable" in text or "No route" in text:
            message, applied = "%s cannot be reached: %s" % (host, "connection refused" if "refused" in text else "no route to it"), False
        elif isinstance(error, OSError) and "Could not find a suitable TLS CA certificate bundle" in text:
            message, applied = "The CA bundle %s does not exist" % self.verify, False
            hint = "Correct ca_cert (cacert)"
        else:
            message = "The connection to %s broke: %s" % (host, masked_text(text, self.secrets())[:200])
        return CloudError(message, hint=hint, maybe_applied=applied, **context)

    def refused(self, reply, method, url, service=None):
        """The CloudError that an answer with an error status makes."""
        said = masked_text(api_message(reply), self.secrets())
        reason = (getattr(reply.response, "reason", None) or "").strip()
        return CloudError(
            said or reason or "no explanation given",
            status=reply.status,
            request_id=reply.request_id,
            method=method,
            url=masked_text(url, self.secrets()),
            service=service,
            maybe_applied=method in ("POST", "PATCH") and reply.status in (500, 502, 504),
        )


def tls_reason(text):
    """The part of a TLS failure that a person can use."""
    found = (
        re.search(r"certificate verify failed: ([^()]+)", text)
        or re.search(r"(hostname [^,()]+? doesn't match [^()]+)", text)
        or re.search(r"\[SSL: (\w+)\]", text)
    )
    return found.group(1).strip(" '\"").replace("_", " ").lower() if found else text[:160]
