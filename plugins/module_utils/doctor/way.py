# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The way to the identity service: its address, proxies, TLS, and the clock."""

from __future__ import annotations

import re
import time
from urllib.parse import urlsplit

from ansible_collections.stratus.openstack.plugins.module_utils import transport
from ansible_collections.stratus.openstack.plugins.module_utils.doctor import certificates
from ansible_collections.stratus.openstack.plugins.module_utils.doctor.findings import ERROR, OK, WARNING, join
from ansible_collections.stratus.openstack.plugins.module_utils.errors import CloudError

ANY_STATUS = range(300, 600)
LONGEST_WAIT = 20  # seconds for one answer
LOOPBACK = re.compile(r"127\.\d+\.\d+\.\d+|localhost|::1")
SOON = 14  # days before the end of a certificate
NOTICED, TOO_FAR = 60, 300  # seconds between two clocks
TRUST = "Set ca_cert (cacert in clouds.yaml) to the CA bundle of the cloud, or REQUESTS_CA_BUNDLE"
RENEW = "Have the operators of the cloud renew it; if the date is right, check the clock of this machine"
# (pattern in the message of a failure without a hint, what to do); the first match counts
ADVICE = (
    (r"connection refused", "Check host and port of the address, and whether the service runs and a firewall refuses connections"),
    (r"no route|does not answer", "Check VPN, routes and firewalls on the way to it; for an internal address, try `interface: public`"),
    (r"speaks https", "Write https:// in auth_url"),
    (r"redirect", "Write the address that it leads to in auth_url"),
    (r"", "Check the address, and the load balancer and firewalls before the service"),
)


def open_transport(session, verify=None):
    """A Transport that gives up early, with the TLS settings of the session or others."""
    config = session.config
    return transport.Transport(
        verify=config.verify if verify is None else verify,
        cert=config.cert,
        timeout=min(config.api_timeout or LONGEST_WAIT, LONGEST_WAIT),
        retries=1,  # without any, the first attempt waits as long as the last one for a server that may not use TLS
        log=session.http.log,
        secrets=session.secrets,
        sleep=session.sleep,
    )


def examine(report, session, url):
    """Add the findings about the way to a URL -> whether a login can be tried."""
    http = open_transport(session)
    try:
        sent = time.time()
        reply, problem = send(http, url)
        examine_tls(report, session, http, url, problem)
        if problem and problem.message.startswith("TLS failed"):
            reply, _problem = send(open_transport(session, verify=False), url)  # without credentials, for the date
        elif not report_proxy(report, http, url, reply, problem):
            report_address(report, url, reply, problem)
        if reply is not None:
            examine_clock(report, reply, sent, time.time())
        return not problem and not report.failed("address")
    finally:
        http.close()


def send(http, url):
    """(the answer to a GET without credentials, the CloudError if there is none): one of them is None."""
    try:
        return http.send("GET", url, allow=ANY_STATUS), None
    except CloudError as error:
        return None, error


def advise(error):
    """What to do about a failed request."""
    return error.hint or next(advice for pattern, advice in ADVICE if re.search(pattern, error.message))


def host_of(url):
    return urlsplit(url).netloc.rpartition("@")[2]


def report_proxy(report, http, url, reply, problem):
    """Add a finding if a proxy stands in the way -> whether it does."""
    proxy = http.proxies_for(url).get(urlsplit(url).scheme)
    if not proxy:
        return False
    name, variable = host_of(proxy), urlsplit(url).scheme + "_proxy"
    do = "Add %s to no_proxy, or unset %s" % (urlsplit(url).hostname, variable)
    if problem:
        text = "The proxy %s (%s) is in the way to %s: %s" % (name, variable, host_of(url), problem.message)
    elif reply.body is None and reply.status != 204:
        kind = (reply.headers.get("content-type") or "something that is not JSON").partition(";")[0]
        text = "The proxy %s (%s) is in the way to %s: HTTP %d with %s" % (name, variable, host_of(url), reply.status, kind)
    else:
        report.add("address", OK, "%s answers through the proxy %s (%s)" % (host_of(url), name, variable))
        return True
    report.add("address", ERROR, text, do)
    return True


def report_address(report, url, reply, problem):
    """Add the finding about the address itself."""
    if url.startswith("http:") and (problem or reply.status == 400) and transport.read_certificate("https" + url[4:]):
        problem = CloudError("%s speaks https, not http" % host_of(url))
    if problem:
        report.add("address", ERROR, problem.message, advise(problem))
    else:
        report.add("address", OK, "%s answers" % host_of(url))


def examine_tls(report, session, http, url, problem):
    """Add the findings about TLS, and its section."""
    if not url.startswith("https:"):
        safe = LOOPBACK.fullmatch(urlsplit(url).hostname or "")
        if not problem:
            text = "TLS is not used: auth_url begins with http://"
            do = None if safe else "Use https if the cloud has it: passwords are sent in plain text"
            report.add("tls", OK if safe else WARNING, text, do)
        return
    failed = problem is not None and problem.message.startswith("TLS failed")
    if problem and not failed:
        return
    data = None if http.proxies_for(url).get("https") else transport.read_certificate(url)
    shown = certificates.describe(data) if data else {}
    verify = session.config.verify
    trusted = verify if isinstance(verify, str) else transport.ca_from_environment() if verify else None
    trusted = "the bundle of requests" if trusted is True else trusted
    report.sections["tls"] = dict(shown, host=urlsplit(url).hostname, verified=bool(verify) and not failed, trusts=trusted)
    host = host_of(url)
    if failed:
        report_refused(report, host, urlsplit(url).hostname, shown, trusted, problem)
    elif verify is False:
        report.add("tls", WARNING, "The certificate of %s is not verified (validate_certs, verify or insecure)" % host, TRUST)
    elif shown and shown["days_left"] < SOON:
        report.add("tls", WARNING, "The certificate of %s ends in %d days, on %s" % (host, shown["days_left"], shown["not_after"]), RENEW)
    else:
        until = " until %s" % shown["not_after"] if shown else ""
        report.add("tls", OK, "The certificate of %s is valid%s" % (host, until))


def report_refused(report, host, name, shown, trusted, problem):
    """Add the finding about a certificate that is refused. ``shown``: what it says, {} if it could not be read."""
    text, do = problem.message, problem.hint
    if "expired" in text:
        text, do = "The certificate of %s has expired%s" % (host, " on %s" % shown["not_after"] if shown else ""), RENEW
    elif "not yet valid" in text:
        text, do = "The certificate of %s is not yet valid" % host, "Check the clock of this machine"
    elif re.search(r"hostname|ip address mismatch", text, re.IGNORECASE):
        names = shown.get("names") or ["other names"]
        text = "The certificate of %s is for %s, and not for %s" % (host, join(names), name)
        do = "Write one of these names in auth_url, or have a certificate for %s issued" % name
    elif re.search(r"self.signed|local issuer|unable to get", text):
        issuer = "'%s'" % shown["issuer"] if shown else "an authority"
        text, do = "The certificate of %s is signed by %s, which is not trusted here (%s)" % (host, issuer, trusted), TRUST
    report.add("tls", ERROR, text, do)


def examine_clock(report, reply, sent, received):
    """Add the finding about the clocks. ``sent``, ``received``: local times in epoch seconds."""
    there = transport.parse_date(reply.headers.get("date"))
    if there is None:
        return
    ahead = round((sent + received) / 2 - there.timestamp())
    report.sections["clock"] = {"server": there.isoformat(), "difference": ahead}
    if abs(ahead) < NOTICED:
        report.add("clock", OK, "The clocks differ by %d s" % abs(ahead))
        return
    text = "The clock of this machine is %d s %s that of the cloud" % (abs(ahead), "ahead of" if ahead > 0 else "behind")
    do = "Synchronize it, such as by chrony or NTP: certificates, one-time passwords and temporary URLs depend on it"
    report.add("clock", WARNING if abs(ahead) < TOO_FAR else ERROR, text, do)
