# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Send one HTTP request: retries, redirects, timeouts, a log without secrets. Failures become CloudError.

It knows URLs and replies, no clouds.
"""

from __future__ import annotations

import base64
import errno
import html
import json as jsonlib
import os
import re
import socket
import ssl
import time
import warnings
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

from ansible_collections.stratus.openstack.plugins.module_utils import connections, deadline, protocols
from ansible_collections.stratus.openstack.plugins.module_utils.connections import requests
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.masking import mask, mask_headers, show

USER_AGENT = "stratus.openstack"
CONNECT_TIMEOUT = 15  # seconds
FIRST_CONNECT_TIMEOUT = 4  # seconds for the first attempt with TLS: a server without TLS may wait for ever, and is recognized then
PROBE_TIMEOUT = 2  # seconds
HANDSHAKE_TIMEOUT = "handshake operation timed out"
READ_TIMEOUT = 120  # seconds for a complete answer, and between two bytes of a download; `api_timeout` replaces it
LARGEST_ANSWER = 64 << 20  # bytes; a download may be larger
LARGEST_ERROR = 1 << 20  # bytes of an error's body that are read
LARGEST_PAGE = 20000  # characters of an HTML page that are searched: the time grows faster than the length
PIECE = 1 << 16  # bytes
RETRY_DELAYS = (0.4, 1.2, 3.0)  # seconds, if the server requests no other
MAX_RETRY_AFTER = 60  # seconds; a server that requests more is an error
MAX_REDIRECTS = 5
BUSY = (429, 502, 503, 504)
READS = ("GET", "HEAD")
REPEATABLE = READS + ("PUT", "DELETE")
UNREACHED = {errno.ECONNREFUSED: "connection refused", errno.EHOSTUNREACH: "no route to it", errno.ENETUNREACH: "no route to it"}
MESSAGE_LENGTH = 600  # characters of the message of an API that are shown
MESSAGE_DEPTH = 12
DEEPEST_ANSWER = 100  # levels of JSON; what is deeper cannot be masked or compared
UNSENDABLE = re.compile("[^\t\x20-\x7e\x80-\xff]")  # in the value of a header


class Reply:
    """An answer: ``status``, ``headers`` (case-insensitive mapping), ``body`` (parsed JSON or None), ``text``, ``url``."""

    def __init__(self, status, headers=None, body=None, text=None, url="", response=None, content=b""):
        self.status = status
        self.headers = headers if headers is not None else {}
        self.body = body
        self.url = url
        self.response = response
        self.content = content
        self._text = text

    status_code = property(lambda self: self.status)

    def json(self):
        return self.body

    @property
    def text(self):
        """The body as text, by the charset of its header or as UTF-8. To guess the charset of a large body would take minutes."""
        if self._text is None:
            charset = re.search(r"charset=[\"']?([\w.:-]+)", self.headers.get("content-type") or "", re.I)
            try:
                self._text = self.content.decode(charset[1] if charset else "utf-8", "replace")
            except (LookupError, ValueError):  # an unknown charset
                self._text = self.content.decode("utf-8", "replace")
        return self._text

    @property
    def is_null(self):
        """Whether the body is the JSON value null."""
        return self.content.strip() == b"null" and "json" in (self.headers.get("content-type") or "json")

    @property
    def request_id(self):
        found = [self.headers.get(name) for name in protocols.REQUEST_ID_HEADERS]
        return next(filter(None, found), found[0])


def origin(url):
    """(scheme, host, port) of a URL, with the default port. Raises ValueError if parsers could find different hosts in it."""
    parts = urlsplit(url)
    if "\\" in url or "@" in parts.netloc or re.search(r"[\x00-\x20]", url):
        raise ValueError("ambiguous address")
    return parts.scheme.lower(), (parts.hostname or "").lower(), parts.port or {"https": 443, "http": 80}.get(parts.scheme.lower())


def api_message(reply):
    """The complete message in the error body of any OpenStack service, in one line; '' if there is none."""
    text = _find_message(reply.body) if reply.body is not None else ""
    if not text:
        text = _page_text(reply.text) if "<" in reply.text[:200] else reply.text
    return " ".join(re.sub(r"<br ?/?>", " ", text).split())


def _find_message(node, depth=0):
    if isinstance(node, str):
        inner = parse_json(node) if node.startswith("{") else None  # JSON in JSON
        return _find_message(inner, depth) if isinstance(inner, dict) else node
    if depth > MESSAGE_DEPTH or not isinstance(node, (dict, list)):
        return ""
    if isinstance(node, list):
        return "; ".join(filter(None, (_find_message(item, depth + 1) for item in node)))
    named = [node[key] for key in protocols.MESSAGE_KEYS if node.get(key)]
    alone = list(node.values()) if len(node) == 1 else []
    nested = [item for item in node.values() if isinstance(item, (dict, list))]
    return next(filter(None, (_find_message(item, depth + 1) for item in (*named, *alone, *nested))), "")


def _page_text(page):
    """The title of an HTML page, and its text if it is short."""
    page = page[:LARGEST_PAGE]
    if "<body" in page.lower():
        page = re.sub(r"<(script|style|head)\b.*?(</\1>|$)|<!--.*?(-->|$)", " ", page, flags=re.I | re.S)
    found = re.search(r"<(h1|title)[^<>]*>(.*?)</\1>", page, re.I | re.S)
    title, rest = ("", page) if not found else (found[2], page[found.end() :])
    title, rest = (" ".join(html.unescape(re.sub(r"<[^<>]*>", " ", part)).split()) for part in (title, rest))
    return ": ".join(filter(None, (title, rest))) if len(rest) <= 300 else title


def parse_json(content):
    """The value of a JSON text (str or bytes); None if it is not JSON."""
    try:
        return jsonlib.loads(content)
    except (ValueError, RecursionError):
        return None


def parse_answer(content, status):
    """The value of the JSON text ``content`` (bytes); None if it is not JSON. Raises UnusableAnswer if it is nested too deeply; for an
    error its text is shown instead."""
    try:
        found = jsonlib.loads(content)
        deep = content.count(b"{") + content.count(b"[") > DEEPEST_ANSWER and is_deep(found)
    except ValueError:
        return None
    except RecursionError:
        found, deep = None, True
    if deep and status < 400:
        raise UnusableAnswer("nested more than %d levels deep" % DEEPEST_ANSWER, "Is this the address of the API?")
    return None if deep else found


def is_deep(value):
    """Whether a JSON value has more than DEEPEST_ANSWER levels."""
    level = [value]
    for _level in range(DEEPEST_ANSWER):
        level = [
            item
            for node in level
            if isinstance(node, (dict, list))
            for item in (node.values() if isinstance(node, dict) else node)
            if isinstance(item, (dict, list))
        ]
    return bool(level)


def basic_credentials(user, password):
    """The credentials of Basic authentication (RFC 7617)."""
    return base64.b64encode(("%s:%s" % (user, password)).encode()).decode()


def unsendable_header(headers):
    """Why one of the ``headers`` cannot be sent by HTTP; None if all can. The character is not shown: it may be that of a token."""
    for name, value in headers.items():
        found = UNSENDABLE.search(value) if isinstance(value, str) else None
        if found:
            kind = "a control character" if found[0] < " " or found[0] == "\x7f" else "not in Latin-1"
            return "The header %s cannot be sent: character %d of its value is %s" % (name, found.start() + 1, kind)
    return None


def encode_body(json):
    """The body of a request (bytes). Raises CloudError if it is nested too deeply."""
    try:
        return jsonlib.dumps(json).encode()
    except RecursionError:
        raise CloudError("The body of the request is nested too deeply") from None


def parse_retry_after(headers):
    """Seconds (float) in the header Retry-After, which is a number or a date by the clock of the server (RFC 9110); None without it."""
    text = (headers.get("retry-after") or "").strip()
    if re.fullmatch(r"\d{1,9}(\.\d+)?", text, re.ASCII):
        return float(text)
    then, now = (parse_date(headers.get(name)) for name in ("retry-after", "date"))
    return max(0.0, (then - (now or datetime.now(timezone.utc))).total_seconds()) if then else None


def parse_date(text):
    """An aware datetime from the header of an answer, such as Date; None if it is missing or has another form."""
    try:
        found = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=timezone.utc)


def retry_delays(retries):
    """The seconds before each retry (tuple). ``retries``: their number, None for the default."""
    return RETRY_DELAYS if retries is None else tuple(min(0.4 * 3**n, 20) for n in range(retries))


def ca_from_environment():
    """The path of the CA bundle in the variables that requests and curl use; True for the default bundle."""
    return os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or True


def may_have_proxies():
    """Whether a proxy may be configured on this machine. Faster than to find out which one."""
    compat = requests.compat  # two different functions where the system has settings for proxies, too
    return compat.getproxies is not compat.getproxies_environment or any(name.lower().endswith("_proxy") for name in os.environ)


def rewinder(data):
    """A callable that makes the body of a request ready to be sent again; None if the body can be read only once."""
    if data is None or isinstance(data, (bytes, str, dict)):
        return lambda: None
    try:
        start = data.tell()
    except (AttributeError, OSError):
        return None
    return lambda: data.seek(start)


def exception_chain(error):
    """An exception and all exceptions that it wraps or was raised from (list), itself first."""
    found, todo = [], [error]
    while todo:
        one = todo.pop(0)
        if isinstance(one, BaseException) and not isinstance(one, CloudError) and not any(one is other for other in found):
            found.append(one)
            todo += [getattr(one, "reason", None), one.__cause__, one.__context__, *one.args]
    return found


class Transport:
    """Sends requests with the TLS settings, timeouts and retries of one cloud.

    ``verify``: True, False or the path of a CA bundle. ``cert``: None, a path or (cert, key). ``timeout``: seconds or None. ``log``:
    callable (level, line) or None; level 3 for a line per request, 4 for bodies. ``secrets``: callable that returns strings to mask.
    ``keep``: whether connections stay open for the next Transport of this process with the same settings, such as that of the next item
    of a loop.
    """

    def __init__(self, verify=True, cert=None, timeout=None, retries=None, log=None, secrets=None, sleep=time.sleep, keep=False):
        if requests is None:
            raise CloudError("The Python library 'requests' is missing", hint="Install it for the interpreter that runs the task")
        self.verify, self.cert = ca_from_environment() if verify is True else verify, cert
        self.timeout = (CONNECT_TIMEOUT if not timeout else min(CONNECT_TIMEOUT, timeout), timeout or READ_TIMEOUT)
        self.retries = retries
        self.log, self.secrets, self.sleep = log, secrets or (lambda: ()), sleep
        self.keep = keep
        self._http, self._downloads = self._open_session(whole=True), None
        self._proxies = {}
        self.count = 0
        if verify is False:  # the user has disabled it; urllib3 would warn at every request
            warnings.filterwarnings("ignore", message="Unverified HTTPS request")

    def _open_session(self, whole):
        return connections.open_session(self.verify, self.cert, self.timeout[1], whole, keep=self.keep and whole)

    def proxies_for(self, url):
        """The proxies of the environment for a URL, in the form of requests. They are read once for each scheme and host."""
        try:
            place = urlsplit(url)[:2]
        except ValueError:
            return {}  # requests reports the wrong URL
        if place not in self._proxies:
            self._proxies[place] = requests.utils.get_environ_proxies(url) if may_have_proxies() else {}
        return self._proxies[place]

    def close(self, failed=False):
        """Close the connections, or keep them as ``keep`` says. ``failed``: whether a request may still be on its way."""
        connections.close_session(self._http, keep=self.keep and not failed)
        if self._downloads:
            connections.close_session(self._downloads)

    def shown(self, text):
        """``text`` for a terminal: with its secrets masked, without control characters, at most 2,000 characters."""
        return show(text, self.secrets())

    def send(
        self,
        method,
        url,
        headers=None,
        json=None,
        data=None,
        form=None,
        basic=None,
        allow=(),
        repeat=None,
        stream=False,
        service=None,
        retries=None,
    ):
        """Send one request -> Reply. Raises CloudError if there is no answer, or if its status is 400 or more and not in ``allow``.

        ``repeat``: whether the request may be sent again although the server may have processed it (default: by method; False for a PUT or
        DELETE that is an action). ``data``: bytes, a file from its current position, or an Upload; with ``json``, the text to send for it.
        ``basic``: (user, password). ``form``: urlencoded fields. ``retries``: number of retries, None for that of the Transport.
        """
        repeat = method in REPEATABLE if repeat is None else repeat
        headers = dict({"User-Agent": USER_AGENT, "Accept": "application/json"}, **(headers or {}))
        problem = unsendable_header(headers)
        if problem:
            advice = "Check the token, name or value that it contains for stray characters"
            raise CloudError(problem, hint=advice, method=method, url=self.shown(url), service=service)
        if json is not None and data is None:
            data = encode_body(json)
            headers.setdefault("Content-Type", "application/json")
        rewind = rewinder(data)
        basic = basic and tuple(str(part).encode() for part in basic)  # requests would take Latin-1
        request = {"headers": headers, "data": form if form is not None else data, "auth": basic, "stream": stream}
        delays = retry_delays(self.retries if retries is None else retries)
        for attempt in range(len(delays) + 1):
            last = attempt == len(delays) or rewind is None
            request["timeout"] = self._limits(url, attempt == 0 and not last)
            if stream and self._downloads is None:
                self._downloads = self._open_session(whole=False)
            try:
                connections.begin_request(self._downloads if stream else self._http, url, once=last or not repeat)
                reply = self._follow_redirects(method, url, request, json)
            except (OSError, ValueError) as error:  # the exceptions of requests are OSErrors
                failure = self._connection_error(error, method, url, service)
                tried = last or (attempt and is_timeout(error))  # each such attempt takes the full timeout
                if tried or failure.hint or (failure.maybe_applied and not repeat):
                    raise failure from None
                delay = delays[attempt]
            else:
                delay = None if last else self._wait_before_repeat(reply, repeat, delays[attempt])
                if delay is None:
                    break
            self._log_line(3, "%s %s: again in %.1f s" % (method, url, delay))
            self.sleep(delay)
            rewind()
        if reply.status >= 400 and reply.status not in allow:
            raise self.status_error(reply, method, url, service)
        return reply

    def _limits(self, url, is_first):
        """(seconds to connect, seconds for the answer) of one attempt. ``is_first``: whether others can follow."""
        short = is_first and url[:6].lower() == "https:"
        return (min(FIRST_CONNECT_TIMEOUT, self.timeout[0]) if short else self.timeout[0], self.timeout[1])

    @staticmethod
    def _wait_before_repeat(reply, repeat, delay):
        """Seconds to wait before the request is sent again: those that the answer requests, or ``delay``. None if the answer is final."""
        limited = reply.status == 429 or (reply.status == 413 and "retry-after" in reply.headers)
        if not limited and not (repeat and reply.status in BUSY):
            return None
        seconds = parse_retry_after(reply.headers)
        if seconds is not None:
            return seconds if seconds <= MAX_RETRY_AFTER else None
        return delay

    def pieces(self, reply, size=1 << 20, method="GET", service=None):
        """Yield the body of a streamed answer in pieces of ``size`` bytes. Raises CloudError if the connection breaks."""
        try:
            yield from reply.response.iter_content(size)
        except (OSError, ValueError) as error:
            raise self._connection_error(error, method, reply.url, service) from None
        finally:
            reply.response.close()

    def _follow_redirects(self, method, url, request, json):
        """Send a request. Only redirects of reads to the same origin are followed: a token must not be sent elsewhere."""
        for hop in range(MAX_REDIRECTS + 1):
            reply = self._send_once(method, url, request, json)
            target = reply.headers.get("location")
            if reply.status not in (301, 302, 303, 307, 308) or not target:
                return reply
            problem, target = check_redirect(method, url, target)
            if problem or hop == MAX_REDIRECTS:
                raise CloudError(
                    "Refused to follow a redirect %s (%s)" % (problem or "that leads nowhere", self.shown(target)),
                    status=reply.status,
                    method=method,
                    url=self.shown(url),
                    hint="Correct the address (auth_url, endpoint in the catalog or an endpoint override)",
                )
            url = target
        return reply

    def _send_once(self, method, url, request, json):
        started = time.monotonic()
        self.count += 1
        download, request = request["stream"], dict(request, stream=True)
        session = self._downloads if download else self._http
        try:
            response = session.request(
                method,
                url,
                allow_redirects=False,
                proxies=self.proxies_for(url),
                **request,
            )
            content = b"" if download and response.status_code < 400 else read_body(response)
        except (OSError, ValueError) as error:
            self._log_line(3, "%s %s -> %s" % (method, url, type(error).__name__))
            raise
        session.used = time.monotonic()
        accepted = request["headers"].get("Accept", "")
        is_json = content and ("json" in accepted or "json" in response.headers.get("content-type", "json"))
        body = parse_answer(content, response.status_code) if is_json else None
        reply = Reply(response.status_code, response.headers, body, None, url, response, content)
        milliseconds = (time.monotonic() - started) * 1000
        self._log_line(3, "%s %s -> %d, %d ms, %s" % (method, url, reply.status, milliseconds, reply.request_id or "no request id"))
        if self.log:
            self._log_bodies(request, json, reply)
        return reply

    def _log_line(self, level, line):
        if self.log:
            self.log(level, self.shown(line))

    def _log_bodies(self, request, json, reply):
        secrets = self.secrets()
        self.log(4, "  > %s" % jsonlib.dumps(mask_headers(request["headers"], secrets)))
        if json is not None:
            self.log(4, "  > %s" % jsonlib.dumps(mask(json, secrets)))
        if reply.body is not None:
            self.log(4, "  < %s" % jsonlib.dumps(mask(reply.body, secrets)))

    def _connection_error(self, error, method, url, service):
        """The CloudError for a request without an answer."""
        shown = self.shown(url)
        host = shown.partition("://")[2].partition("/")[0]
        message, hint, unsent = self._diagnose(error, host, shown)
        if may_lack_tls(error, url) and not self.proxies_for(url).get("https") and speaks_http(url):
            message, hint, unsent = "%s speaks http, not https" % host, "Write http:// in auth_url or in the endpoint", True
        elif HANDSHAKE_TIMEOUT in chain_text(error):
            message, unsent = "%s does not begin TLS within %g s" % (host, self.timeout[0]), True
        return CloudError(message, hint=hint, maybe_applied=method not in READS and not unsent, method=method, url=shown, service=service)

    def _diagnose(self, error, host, url):
        """(message, hint, whether the request certainly did not reach the server). A failure with a hint is not retried."""
        kinds, chain, text = requests.exceptions, exception_chain(error), " ".join(str(error).split())
        numbers = {one.errno for one in chain if isinstance(one, OSError)}

        def among(*types):
            return any(isinstance(one, types) for one in chain)

        if isinstance(error, UnusableAnswer):
            return "The answer of %s is %s" % (host, error.problem), error.advice, False
        if isinstance(error, (kinds.InvalidURL, kinds.MissingSchema, kinds.InvalidSchema)):
            return "Not a usable address: %s" % url, "Correct auth_url or the endpoint", True
        if isinstance(error, kinds.InvalidHeader):
            return "A header cannot be sent: it has a line break or leading space", "Check tokens and names for stray characters", True
        if isinstance(error, kinds.ProxyError):
            return (
                "The proxy for %s cannot be used: %s" % (host, self.shown(text)[:200]),
                "Check http_proxy, https_proxy and no_proxy",
                True,
            )
        if isinstance(error, kinds.SSLError) and not among(ssl.SSLEOFError, ssl.SSLZeroReturnError):
            advice = "Set ca_cert (cacert) to the cloud's CA bundle, or validate_certs: false to go without verification"
            return "TLS failed with %s: %s" % (host, tls_reason(text)), advice, True
        if among(socket.gaierror):
            advice = "Check the address (auth_url, the region's endpoints) and DNS"
            return "The host name of %s cannot be resolved" % host, advice, True
        if isinstance(error, kinds.ConnectTimeout):
            return "%s does not answer (no connection within %g s)" % (host, self.timeout[0]), None, True
        if is_timeout(error):
            late = among(deadline.DeadlineExceeded)
            message = "The answer of %s was not complete within %g s" if late else "%s gave no answer within %g s"
            return message % (host, self.timeout[1]), None, False
        if numbers & set(UNREACHED):
            return "%s cannot be reached: %s" % (host, next(UNREACHED[one] for one in UNREACHED if one in numbers)), None, True
        if text.startswith("Could not find"):  # requests says so of a missing CA bundle, certificate or key
            return self.shown(text), "Correct ca_cert (cacert), client_cert (cert) or client_key (key)", True
        return "The connection to %s broke: %s" % (host, connection_failure(chain) or self.shown(text)[:200]), None, False

    def status_error(self, reply, method, url, service=None):
        """The CloudError for an answer with an error status."""
        message = self.shown(api_message(reply))  # masked before it is cut: a part of a secret would not be found
        message = message if len(message) <= MESSAGE_LENGTH else message[:MESSAGE_LENGTH] + "..."
        reason = (getattr(reply.response, "reason", None) or "").strip()
        seconds = parse_retry_after(reply.headers) if reply.status in BUSY or reply.status == 413 else None
        return CloudError(
            message or reason or "no explanation given",
            status=reply.status,
            request_id=reply.request_id,
            method=method,
            url=self.shown(url),
            service=service,
            hint="It asks to be left alone for %d s: run the task again after that, with fewer forks" % seconds if seconds else None,
            maybe_applied=method not in READS and reply.status in (500, 502, 503, 504),
        )


class UnusableAnswer(ValueError):
    """An answer cannot be used, whatever it means. ``problem``: what it is; ``advice``: a hint."""

    def __init__(self, problem, advice):
        super().__init__(problem)
        self.problem, self.advice = problem, advice


def too_large():
    advice = "Ask for less, where the listing has filters, or correct the endpoint"
    return UnusableAnswer("larger than %d MiB" % (LARGEST_ANSWER >> 20), advice)


def read_body(response):
    """The body of an answer (bytes). That of an error is cut at LARGEST_ERROR; any other raises UnusableAnswer above LARGEST_ANSWER."""
    pieces, size, failed = [], 0, response.status_code >= 400
    for piece in response.iter_content(PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > (LARGEST_ERROR if failed else LARGEST_ANSWER):
            response.close()
            if failed:
                break
            raise too_large()
    return b"".join(pieces)


def check_redirect(method, url, target):
    """(why a redirect must not be followed or None, the absolute URL of its target)."""
    try:
        target = urljoin(url, target)
        here, there = origin(url), origin(target)
    except ValueError:
        return "to an address that is not clear", target
    if here[1] != there[1]:
        return "to another host", target
    if here != there:
        return "to another scheme or port", target
    return (None if method in READS else "of a write"), target


def is_timeout(error):
    """Whether an exception is a timeout while waiting for an answer; not one of connecting."""
    return not isinstance(error, requests.exceptions.ConnectTimeout) and any(
        isinstance(one, (requests.exceptions.ReadTimeout, TimeoutError, socket.timeout)) for one in exception_chain(error)
    )


def connection_failure(chain):
    """Why a connection broke, from a list of exceptions; "" if unknown."""
    names = [type(one).__name__ for one in chain]
    if "IncompleteRead" in names or "InvalidChunkLength" in names:
        return "it ended in the middle of the answer"
    if "RemoteDisconnected" in names:
        return "it was closed before an answer came"
    return next((os.strerror(one.errno).lower() for one in reversed(chain) if isinstance(one, OSError) and isinstance(one.errno, int)), "")


def tls_reason(text):
    """The useful part of the message of a TLS failure."""
    found = (
        re.search(r"certificate verify failed: ([^()]+)", text)
        or re.search(r"(hostname [^,()]+? doesn't match [^()]+)", text)
        or re.search(r"\[SSL: (\w+)\]", text)
    )
    return found.group(1).strip(" '\"").replace("_", " ").lower() if found else text[:160]


def chain_text(error):
    """The messages of an exception and of all that it wraps, in lower case."""
    return " ".join(map(str, exception_chain(error))).lower()


def may_lack_tls(error, url):
    """Whether a failure can come from a server at an https address that speaks http only: TLS failed, and not because of a certificate."""
    if url[:6].lower() != "https:":
        return False
    chain, text = exception_chain(error), chain_text(error)
    broken = any(isinstance(one, (ssl.SSLError, ConnectionError)) and not isinstance(one, ConnectionRefusedError) for one in chain)
    return HANDSHAKE_TIMEOUT in text or (broken and "certificate" not in text)


def read_certificate(url):
    """The certificate (bytes, DER) that the server of an https URL shows, which is not verified; None if it shows none in time."""
    place = urlsplit(url)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    try:
        with socket.create_connection((place.hostname, place.port or 443), PROBE_TIMEOUT) as plain:
            with context.wrap_socket(plain, server_hostname=place.hostname) as encrypted:
                return encrypted.getpeercert(binary_form=True)
    except (OSError, ValueError):  # an SSLError is an OSError
        return None


def speaks_http(url):
    """Whether the server of an https URL answers a request without TLS. The request contains only the name of the host.

    Servers with TLS answer such a request with status 400, or not at all.
    """
    try:
        place = urlsplit(url)
        with socket.create_connection((place.hostname, place.port or 443), PROBE_TIMEOUT) as plain:
            plain.settimeout(PROBE_TIMEOUT)
            plain.sendall(b"HEAD / HTTP/1.0\r\nHost: %s\r\n\r\n" % place.hostname.encode("idna"))
            head = plain.recv(12)  # such as "HTTP/1.1 200"
    except (OSError, ValueError):
        return False
    return head.startswith(b"HTTP/") and not head.endswith(b" 400")
