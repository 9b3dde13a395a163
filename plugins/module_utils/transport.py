# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTTP: one request, safely repeated, logged without secrets, its failures turned into CloudError.

The only importer of ``requests``. Knows nothing of clouds: URLs in, replies out.
"""

from __future__ import annotations

import errno
import html
import json as jsonlib
import os
import re
import socket
import ssl
import time
import traceback
import warnings
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

from ansible_collections.stratus.openstack.plugins.module_utils import deadline, protocols
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError
from ansible_collections.stratus.openstack.plugins.module_utils.masking import masked, masked_headers, masked_text

try:
    import requests
except ImportError:
    requests = None
    REQUESTS_IMPORT_ERROR = traceback.format_exc()
else:
    REQUESTS_IMPORT_ERROR = None

USER_AGENT = "stratus.openstack"
CONNECT_TIMEOUT = 15  # seconds
READ_TIMEOUT = 120  # seconds for a whole answer, and between two bytes of a download; `api_timeout` replaces it
LARGEST_ANSWER = 64 << 20  # bytes; a download may be larger
LARGEST_ERROR = 1 << 20  # bytes of an error's body that are read
LARGEST_PAGE = 20000  # characters of a page that are looked at: the time it takes grows faster than they do
PIECE = 1 << 16  # bytes
RETRY_DELAYS = (0.4, 1.2, 3.0)  # seconds, when the server names none
MAX_RETRY_AFTER = 60  # seconds: a server that wants more is reported, not obeyed
MAX_REDIRECTS = 5
BUSY = (429, 502, 503, 504)
READS = ("GET", "HEAD")
REPEATABLE = READS + ("PUT", "DELETE")
UNREACHED = {errno.ECONNREFUSED: "connection refused", errno.EHOSTUNREACH: "no route to it", errno.ENETUNREACH: "no route to it"}
MESSAGE_LENGTH = 600  # characters of an API's own words that are passed on
MESSAGE_DEPTH = 12


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
        """The body as text, decoded when it is asked for: as its header says, or as UTF-8. Guessing would take minutes for a large one."""
        if self._text is None:
            charset = re.search(r"charset=[\"']?([\w.:-]+)", self.headers.get("content-type") or "", re.I)
            try:
                self._text = self.content.decode(charset[1] if charset else "utf-8", "replace")
            except (LookupError, ValueError):  # a charset that is none
                self._text = self.content.decode("utf-8", "replace")
        return self._text

    @property
    def request_id(self):
        found = [self.headers.get(name) for name in protocols.REQUEST_ID_HEADERS]
        return next(filter(None, found), found[0])


def origin(url):
    """(scheme, host, port) of a URL, the port filled in. ValueError for a URL that two parsers could read as two hosts."""
    parts = urlsplit(url)
    if "\\" in url or "@" in parts.netloc or re.search(r"[\x00-\x20]", url):
        raise ValueError("ambiguous address")
    return parts.scheme.lower(), (parts.hostname or "").lower(), parts.port or {"https": 443, "http": 80}.get(parts.scheme.lower())


def api_message(reply):
    """The whole message inside an OpenStack error body, whatever its shape, in one line; '' when there is none."""
    text = _words(reply.body) if reply.body is not None else ""
    if not text:
        text = _page_words(reply.text) if "<" in reply.text[:200] else reply.text
    return " ".join(re.sub(r"<br ?/?>", " ", text).split())


def _words(node, depth=0):
    if isinstance(node, str):
        return _words(decoded(node), depth) if node.startswith("{") and isinstance(decoded(node), dict) else node  # JSON in JSON
    if depth > MESSAGE_DEPTH or not isinstance(node, (dict, list)):
        return ""
    if isinstance(node, list):
        return "; ".join(filter(None, (_words(item, depth + 1) for item in node)))
    named = [node[key] for key in protocols.MESSAGE_KEYS if node.get(key)]
    alone = list(node.values()) if len(node) == 1 else []
    nested = [item for item in node.values() if isinstance(item, (dict, list))]
    return next(filter(None, (_words(item, depth + 1) for item in (*named, *alone, *nested))), "")


def _page_words(page):
    """What an HTML page says: its title, and the text of a short page."""
    page = page[:LARGEST_PAGE]
    if "<body" in page.lower():
        page = re.sub(r"<(script|style|head)\b.*?(</\1>|$)|<!--.*?(-->|$)", " ", page, flags=re.I | re.S)
    found = re.search(r"<(h1|title)[^<>]*>(.*?)</\1>", page, re.I | re.S)
    title, rest = ("", page) if not found else (found[2], page[found.end() :])
    title, rest = (" ".join(html.unescape(re.sub(r"<[^<>]*>", " ", part)).split()) for part in (title, rest))
    return ": ".join(filter(None, (title, rest))) if len(rest) <= 300 else title


def decoded(content):
    """The value of a JSON text (str or bytes), None when it is not JSON."""
    try:
        return jsonlib.loads(content)
    except (ValueError, RecursionError):
        return None


def seconds_asked(headers):
    """How long an answer asks to wait (RFC 9110, Retry-After: seconds, or a date by the server's own clock); None when it does not."""
    text = (headers.get("retry-after") or "").strip()
    if re.fullmatch(r"\d{1,9}(\.\d+)?", text, re.ASCII):
        return float(text)
    then, now = (_instant(headers.get(name)) for name in ("retry-after", "date"))
    return max(0.0, (then - (now or datetime.now(timezone.utc))).total_seconds()) if then else None


def _instant(text):
    try:
        found = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=timezone.utc)


def delays_of(retries):
    """Seconds before each repetition; ``retries``: their number, None for the usual ones."""
    return RETRY_DELAYS if retries is None else tuple(min(0.4 * 3**n, 20) for n in range(retries))


def trusted():
    """What to verify certificates with when nobody says: the CA path that programs with requests or curl read from the environment."""
    return os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or True


def may_have_proxies():
    """Whether anything on this machine names a proxy, judged by less than what it takes to find out which."""
    asked = requests.compat  # of the environment alone, or of the system's settings, too
    return asked.getproxies is not asked.getproxies_environment or any(name.lower().endswith("_proxy") for name in os.environ)


def rewinder(data):
    """A callable that makes a request's body ready to be sent again; None for one that can only be read once."""
    if data is None or isinstance(data, (bytes, str, dict)):
        return lambda: None
    try:
        start = data.tell()
    except (AttributeError, OSError):
        return None
    return lambda: data.seek(start)


def causes(error):
    """An exception and all that it wraps or comes from, itself first."""
    found, todo = [], [error]
    while todo:
        one = todo.pop(0)
        if isinstance(one, BaseException) and not isinstance(one, CloudError) and not any(one is other for other in found):
            found.append(one)
            todo += [getattr(one, "reason", None), one.__cause__, one.__context__, *one.args]
    return found


class Transport:
    """Sends requests for one cloud: TLS settings, timeouts, retries, the log.

    ``verify``: True, False or a CA path. ``cert``: None, a path or (cert, key). ``timeout``: seconds or None. ``log``: callable
    (level, line) or None; level 3 for a line per request, 4 for bodies. ``secrets``: callable giving strings to mask.
    """

    def __init__(self, verify=True, cert=None, timeout=None, retries=None, log=None, secrets=None, sleep=time.sleep):
        if requests is None:
            raise CloudError("The Python library 'requests' is missing", hint="Install it for the interpreter that runs the task")
        self.verify, self.cert = trusted() if verify is True else verify, cert
        self.timeout = (CONNECT_TIMEOUT if not timeout else min(CONNECT_TIMEOUT, timeout), timeout or READ_TIMEOUT)
        self.retries = retries
        self.log, self.secrets, self.sleep = log, secrets or (lambda: ()), sleep
        self._http, self._downloads = self._connections(whole=True), None
        self._proxies = {}
        self.count = 0
        if verify is False:  # the user has said so; urllib3 would say it again for every request
            warnings.filterwarnings("ignore", message="Unverified HTTPS request")

    def _connections(self, whole):
        """A requests.Session whose answers must be there in time: whole, or their heads."""
        made = requests.Session()
        made.trust_env = False  # it would be read again for every request, and ~/.netrc could add credentials of its own
        made.get_redirect_target = lambda response: None  # redirects are judged here, whatever they hold
        for adapter in made.adapters.values():
            deadline.limit(adapter, self.timeout[1], whole)
        return made

    def _proxies_for(self, url):
        """The proxies that the environment names for a URL, as requests wants them. Read once for each origin."""
        try:
            place = urlsplit(url)[:2]
        except ValueError:
            return {}  # requests will say so
        if place not in self._proxies:
            self._proxies[place] = requests.utils.get_environ_proxies(url) if may_have_proxies() else {}
        return self._proxies[place]

    def close(self):
        for connections in filter(None, (self._http, self._downloads)):
            connections.close()

    def shown(self, text):
        """``text`` without secrets."""
        return masked_text(text, self.secrets())

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
        """One request and its Reply. Raises CloudError for no answer and for a status of 400 or more that is not in ``allow``.

        ``repeat``: whether it may be sent twice even if the server has acted on it (default: by method; say False for a PUT or DELETE
        that is an action). ``data``: bytes, a file from where it stands, or an Upload. ``basic``: (user, password). ``form``: urlencoded
        fields. ``retries``: how often it may be sent again, in place of the number for all requests.
        """
        repeat = method in REPEATABLE if repeat is None else repeat
        headers = dict({"User-Agent": USER_AGENT, "Accept": "application/json"}, **(headers or {}))
        if json is not None:
            data = jsonlib.dumps(json).encode()
            headers.setdefault("Content-Type", "application/json")
        rewind = rewinder(data)
        request = {"headers": headers, "data": form if form is not None else data, "auth": basic, "stream": stream}
        delays = delays_of(self.retries if retries is None else retries)
        for attempt in range(len(delays) + 1):
            last = attempt == len(delays) or rewind is None
            try:
                reply = self._follow(method, url, request, json)
            except (OSError, ValueError) as error:  # requests' own exceptions are among the first
                failure = self._no_answer(error, method, url, service)
                tried = last or (attempt and slow(error))  # each such try costs the whole time
                if tried or failure.hint or (failure.maybe_applied and not repeat):
                    raise failure from None
                delay = delays[attempt]
            else:
                delay = None if last else self._wait_before_repeat(reply, repeat, delays[attempt])
                if delay is None:
                    break
            self._say(3, "%s %s: again in %.1f s" % (method, url, delay))
            self.sleep(delay)
            rewind()
        if reply.status >= 400 and reply.status not in allow:
            raise self.refused(reply, method, url, service)
        return reply

    @staticmethod
    def _wait_before_repeat(reply, repeat, delay):
        """Seconds until this answer deserves another try, ``delay`` unless it names them; None when it is final."""
        limited = reply.status == 429 or (reply.status == 413 and "retry-after" in reply.headers)
        if not limited and not (repeat and reply.status in BUSY):
            return None
        asked = seconds_asked(reply.headers)
        if asked is not None:
            return asked if asked <= MAX_RETRY_AFTER else None
        return delay

    def pieces(self, reply, size=1 << 20, method="GET", service=None):
        """Yield the body of a streamed answer in pieces of ``size`` bytes. Raises CloudError when it breaks off."""
        try:
            yield from reply.response.iter_content(size)
        except (OSError, ValueError) as error:
            raise self._no_answer(error, method, reply.url, service) from None
        finally:
            reply.response.close()

    def _follow(self, method, url, request, json):
        """Send, following redirects of reads inside the same origin only: a token must not travel elsewhere."""
        for hop in range(MAX_REDIRECTS + 1):
            reply = self._once(method, url, request, json)
            target = reply.headers.get("location")
            if reply.status not in (301, 302, 303, 307, 308) or not target:
                return reply
            problem, target = redirection(method, url, target)
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

    def _once(self, method, url, request, json):
        started = time.monotonic()
        self.count += 1
        download, request = request["stream"], dict(request, stream=True)
        if download and self._downloads is None:
            self._downloads = self._connections(whole=False)
        try:
            response = (self._downloads if download else self._http).request(
                method,
                url,
                allow_redirects=False,
                timeout=self.timeout,
                verify=self.verify,
                cert=self.cert,
                proxies=self._proxies_for(url),
                **request,
            )
            content = b"" if download and response.status_code < 400 else read(response)
        except (OSError, ValueError) as error:
            self._say(3, "%s %s -> %s" % (method, url, type(error).__name__))
            raise
        asked = request["headers"].get("Accept", "")
        body = decoded(content) if content and ("json" in asked or "json" in response.headers.get("content-type", "json")) else None
        reply = Reply(response.status_code, response.headers, body, None, url, response, content)
        milliseconds = (time.monotonic() - started) * 1000
        self._say(3, "%s %s -> %d, %d ms, %s" % (method, url, reply.status, milliseconds, reply.request_id or "no request id"))
        if self.log:
            self._bodies(request, json, reply)
        return reply

    def _say(self, level, line):
        if self.log:
            self.log(level, self.shown(line))

    def _bodies(self, request, json, reply):
        secrets = self.secrets()
        self.log(4, "  > %s" % jsonlib.dumps(masked_headers(request["headers"], secrets)))
        if json is not None:
            self.log(4, "  > %s" % jsonlib.dumps(masked(json, secrets)))
        if reply.body is not None:
            self.log(4, "  < %s" % jsonlib.dumps(masked(reply.body, secrets)))

    def _no_answer(self, error, method, url, service):
        """What a failure below HTTP means, in words."""
        shown = self.shown(url)
        message, hint, unsent = self._diagnosis(error, shown.partition("://")[2].partition("/")[0], shown)
        return CloudError(message, hint=hint, maybe_applied=method not in READS and not unsent, method=method, url=shown, service=service)

    def _diagnosis(self, error, host, url):
        """(message, hint, whether the request certainly did not reach the server). A failure with a hint is not worth another try."""
        kinds, chain, text = requests.exceptions, causes(error), " ".join(str(error).split())
        numbers = {one.errno for one in chain if isinstance(one, OSError)}

        def among(*types):
            return any(isinstance(one, types) for one in chain)

        if isinstance(error, TooLarge):
            advice = "Ask for less, where the listing has filters, or correct the endpoint"
            return "The answer of %s is larger than %d MiB" % (host, LARGEST_ANSWER >> 20), advice, False
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
        if slow(error):
            told = "The answer of %s was not complete within %g s" if among(deadline.Late) else "%s gave no answer within %g s"
            return told % (host, self.timeout[1]), None, False
        if numbers & set(UNREACHED):
            return "%s cannot be reached: %s" % (host, next(UNREACHED[one] for one in UNREACHED if one in numbers)), None, True
        if text.startswith("Could not find"):  # requests' words for a missing file: the CA bundle, the certificate or its key
            return self.shown(text), "Correct ca_cert (cacert), client_cert (cert) or client_key (key)", True
        return "The connection to %s broke: %s" % (host, breach(chain) or self.shown(text)[:200]), None, False

    def refused(self, reply, method, url, service=None):
        """The CloudError that an answer with an error status makes."""
        said = self.shown(api_message(reply))  # as a whole: of a secret that was cut through, a part would be left
        said = said if len(said) <= MESSAGE_LENGTH else said[:MESSAGE_LENGTH] + "..."
        reason = (getattr(reply.response, "reason", None) or "").strip()
        asked = seconds_asked(reply.headers) if reply.status in BUSY or reply.status == 413 else None
        return CloudError(
            said or reason or "no explanation given",
            status=reply.status,
            request_id=reply.request_id,
            method=method,
            url=self.shown(url),
            service=service,
            hint="It asks to be left alone for %d s: run the task again after that, with fewer forks" % asked if asked else None,
            maybe_applied=method not in READS and reply.status in (500, 502, 503, 504),
        )


class TooLarge(ValueError):
    """An answer that is larger than any can be."""


def read(response):
    """The body of an answer (bytes): what is too large of an error is left out, any other is a TooLarge."""
    pieces, size, failed = [], 0, response.status_code >= 400
    for piece in response.iter_content(PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > (LARGEST_ERROR if failed else LARGEST_ANSWER):
            response.close()
            if failed:
                break
            raise TooLarge(size)
    return b"".join(pieces)


def redirection(method, url, target):
    """(why not to go there or None, the absolute URL) for the target of a redirect."""
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


def slow(error):
    """Whether a failure is that no answer came in time."""
    return not isinstance(error, requests.exceptions.ConnectTimeout) and any(
        isinstance(one, (requests.exceptions.ReadTimeout, TimeoutError, socket.timeout)) for one in causes(error)
    )


def breach(chain):
    """Why a connection broke, from the chain of exceptions; "" when none of them says."""
    names = [type(one).__name__ for one in chain]
    if "IncompleteRead" in names or "InvalidChunkLength" in names:
        return "it ended in the middle of the answer"
    if "RemoteDisconnected" in names:
        return "it was closed before an answer came"
    return next((os.strerror(one.errno).lower() for one in reversed(chain) if isinstance(one, OSError) and isinstance(one.errno, int)), "")


def tls_reason(text):
    """The part of a TLS failure that a person can use."""
    found = (
        re.search(r"certificate verify failed: ([^()]+)", text)
        or re.search(r"(hostname [^,()]+? doesn't match [^()]+)", text)
        or re.search(r"\[SSL: (\w+)\]", text)
    )
    return found.group(1).strip(" '\"").replace("_", " ").lower() if found else text[:160]
