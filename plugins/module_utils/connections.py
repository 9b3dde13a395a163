# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connections to servers: which certificates they trust, and how long they stay open.

The only importer of ``requests`` and ``urllib3``. Two things take processor time with each new connection and are shared here: a CA bundle,
which takes longer to read than a task needs for its requests, and the handshakes of TCP and TLS.
"""

from __future__ import annotations

import os
import ssl
import threading
import time
import traceback

from ansible_collections.stratus.openstack.plugins.module_utils import deadline

try:
    import requests
    from urllib3.util.ssl_ import create_urllib3_context
except ImportError:
    requests = create_urllib3_context = None
    REQUESTS_IMPORT_ERROR = traceback.format_exc()
else:
    REQUESTS_IMPORT_ERROR = None

# These releases of requests replace the context of an adapter by one of their own that trusts the default bundle.
WITH_OWN_CONTEXT = ("2.32.0", "2.32.1", "2.32.2")
MOST_KEPT = 4  # sessions of a process that stay open between the items of a loop
IDLE = 1.0  # seconds; the shortest keep-alive time of common servers is 2 seconds

_contexts = {}  # identity of a CA bundle -> (SSLContext, the process that read the bundle)
_kept = {}  # (process, settings of the sessions) -> requests.Session


def identify_file(path):
    """A value that changes when the file at ``path`` is another one or has other content. The path itself if there is no such file."""
    try:
        found = os.stat(os.fspath(path))
    except (OSError, TypeError, ValueError):
        return path
    return path, found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def trust_bundle(path):
    """The SSLContext that trusts the CA bundle at ``path``. It is made once per process and its forks, unless the file changes.

    None if it cannot be made: the path is a folder, from which OpenSSL reads a certificate when it needs it, or requests has to report an
    error.
    """
    path = os.path.abspath(path)
    identity = identify_file(path)
    if identity in _contexts:
        return _contexts[identity][0]
    if os.path.isdir(path):
        return None
    try:
        context = create_urllib3_context(cert_reqs=ssl.CERT_REQUIRED)
        context.load_verify_locations(path)
    except (OSError, ValueError):  # an SSLError is an OSError
        return None
    for other in [one for one in _contexts if one[0] == path]:  # the file has changed
        del _contexts[other]
    _contexts[identity] = context, os.getpid()
    return context


def bundles_read_here():
    """The paths (list) of the CA bundles that this process has read itself, and not the process that it was forked from."""
    return [identity[0] for identity, (_context, process) in _contexts.items() if process == os.getpid()]


def make_context(verify):
    """The SSLContext for ``verify``: True, False or the path of a CA bundle. None if requests has to make it, as it does by default."""
    if requests.__version__ in WITH_OWN_CONTEXT:
        return None
    if verify is False:
        return create_urllib3_context(cert_reqs=ssl.CERT_NONE)  # requests would read the bundle of the system, and not use it
    return trust_bundle(requests.certs.where() if verify is True else verify)


def use_context(session, context):
    """Let a requests.Session use an SSLContext for https. An https proxy does not get it, since other certificates may be meant for it."""
    bundle, session.verify = requests.certs.where() if session.verify is True else session.verify, session.verify is not False
    adapter = session.of_https
    usual_check, usual_proxies = adapter.cert_verify, adapter.proxy_manager_for

    def cert_verify(pool, url, _verify, cert):
        if getattr(pool, "conn_kw", {}).get("ssl_context") is context:
            pool.cert_reqs = "CERT_REQUIRED" if bundle else "CERT_NONE"
        else:
            usual_check(pool, url, bundle, cert)

    def proxy_manager_for(proxy, **options):
        return usual_proxies(proxy, **(dict(options, ssl_context=context) if proxy.lower().startswith("http://") else options))

    adapter.cert_verify, adapter.proxy_manager_for = cert_verify, proxy_manager_for
    adapter.poolmanager.connection_pool_kw["ssl_context"] = context


def open_session(verify, cert, seconds, whole, keep=False):
    """A requests.Session with a time limit of ``seconds`` for complete answers if ``whole``, else for their headers.

    ``keep``: take one with the same settings that an earlier task of this process has kept. A session knows nothing of logins: their tokens
    are headers of requests. A process that was forked from this one opens connections of its own.
    """
    files = cert if isinstance(cert, (list, tuple)) else [cert]
    key = os.getpid(), identify_file(verify), tuple(identify_file(path) for path in files), seconds, whole
    made = _kept.pop(key, None) if keep else None
    if made is None:
        made = requests.Session()
        made.trust_env = False  # the environment would be read at every request, and ~/.netrc could add credentials
        made.get_redirect_target = lambda response: None  # the transport decides about redirects
        made.verify, made.cert = verify, cert
        for adapter in made.adapters.values():
            deadline.limit_adapter(adapter, seconds, whole)
        made.of_https, made.prepared = made.adapters["https://"], bool(cert)  # a client certificate needs a context of its own
        made.used, made.lock = None, threading.Lock()
    made.key = key
    return made


def begin_request(session, url, once):
    """Prepare a requests.Session for a request to ``url``. ``once``: the request must not be sent twice.

    A server closes a connection that was idle for some seconds. A request that crosses that on its way is lost, and the client cannot know
    whether it was processed. So a request that must not be sent twice never takes a connection that was idle.
    """
    with session.lock:  # threads share a session
        now = time.monotonic()
        if once and session.used is not None and now - session.used > IDLE:
            session.close()  # it closes the idle connections; the session remains usable
        session.used = now
        if not session.prepared and url[:6].lower() == "https:":
            context = make_context(session.verify)
            if context:
                use_context(session, context)
            session.prepared = True


def close_session(session, keep=False):
    """Close a requests.Session; with ``keep`` leave its connections open for the next ``open_session`` with the same settings."""
    if not keep or session.key[0] != os.getpid() or session.key in _kept:
        session.close()
        return
    session.cookies.clear()  # they may belong to a login
    _kept[session.key] = session
    while len(_kept) > MOST_KEPT:
        _kept.pop(next(iter(_kept))).close()
