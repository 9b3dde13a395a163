# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many operations of one task: each begins as soon as what comes before it is finished, several at a time."""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait

from ansible_collections.stratus.openstack.plugins.module_utils.errors import PARSE_ERRORS, CloudError


def run_in_order(needs, work, threads, finish=lambda key: True, order=lambda key: 0):
    """Call ``work(key)`` for each key of ``needs``, in up to ``threads`` threads, each after the keys that it needs.

    needs: dict: key -> the keys (a collection) that come before it. finish: callable (key) -> whether the keys that need this one may
    begin; it is called in the thread of the caller. order: callable (key) -> a sort key; of several keys that may begin, the smallest does.
    """
    users, left = {key: [] for key in needs}, {key: len(before) for key, before in needs.items()}
    for key, before in needs.items():
        for other in before:
            users[other].append(key)
    ready, active = [key for key in needs if not left[key]], {}
    with ThreadPoolExecutor(threads) as pool:
        while ready or active:
            ready.sort(key=order)
            while ready and len(active) < threads:
                key = ready.pop(0)
                active[pool.submit(work, key)] = key
            for future in wait(active, return_when=FIRST_COMPLETED).done:
                key = active.pop(future)
                future.result()
                for user in users[key] if finish(key) else ():
                    left[user] -= 1
                    if not left[user]:
                        ready.append(user)


def run_apart(session, name, work, resolved=None, first_look=None):
    """Call ``work(session)`` with a Session of its own -> the CloudError that it raised, or None.

    The writes and the warnings of the operation are added to those of ``session``. name: of the operation, for its warnings. resolved,
    first_look: as for Session.apart.
    """
    own, failure = session.apart(resolved, first_look), None
    try:
        work(own)
    except CloudError as error:
        failure = error
    except PARSE_ERRORS as error:
        if own.last is None:
            raise
        failure = own.unexpected_answer(error)
    with session.lock:
        session.writes += own.writes
        session.warnings += ["%s: %s" % (name, text) for text in own.warnings]
    return failure
