# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A message broker inside the process, in the place of oslo.messaging's driver for ``fake://``.

All workers of a service live in one process, so a message only has to pass from one thread to another. oslo.messaging's own driver
for that is made for unit tests: each listener looks for messages twenty times a second, and a message that nobody listens for stays
for ever. Here

* a listener sleeps until it is woken: delivery is immediate and an idle service costs nothing;
* a queue exists while somebody listens to it. A cast to nobody is dropped, as by a broker without such a queue; a call waits for a
  server to appear and takes its message back when it times out;
* contexts, messages and replies make the same round trip through JSON as on a wire, so that nothing is shared by reference.
"""

from __future__ import annotations

import collections
import queue
import threading

import oslo_messaging
from oslo_messaging._drivers import base, impl_fake
from oslo_serialization import jsonutils

Address = collections.namedtuple("Address", "exchange topic server pool")


class Queue:
    """Messages for one address and the listeners that take them."""

    def __init__(self):
        self.messages = collections.deque()
        self.listeners = []


class Broker:
    """All queues of the process."""

    def __init__(self):
        self._guard = threading.Lock()
        self._queues = collections.defaultdict(Queue)

    def subscribe(self, listener, addresses):
        """Let a listener have the messages for these addresses; those that wait there already, too."""
        with self._guard:
            for address in addresses:
                self._queues[address].listeners.append(listener)
        listener.woken.set()

    def unsubscribe(self, listener, addresses):
        """The reverse; a queue without listeners ends, with its messages."""
        with self._guard:
            for address in addresses:
                self._queues[address].listeners.remove(listener)
                if not self._queues[address].listeners:
                    del self._queues[address]

    def _destinations(self, target, wanted):
        """Addresses of existing queues that a message for the target goes to; at least one when it is `wanted`."""
        exact = Address(target.exchange, target.topic, target.server, None)
        if target.fanout:
            return [a for a in self._queues if a.server and (a.exchange, a.topic) == exact[:2]]
        if target.server:
            found = [exact] if exact in self._queues else []
        else:
            found = [a for a in self._queues if a[:3] == exact[:3]]
        return found or ([exact] if wanted else [])

    def deliver(self, target, message, wanted=False):
        """Queue a message and wake whoever listens; `wanted`: keep it although nobody does yet."""
        with self._guard:
            for copy, address in enumerate(self._destinations(target, wanted)):
                waiting = self._queues[address]
                waiting.messages.append(message.copy() if copy else message)
                for listener in waiting.listeners:
                    listener.woken.set()

    def take(self, addresses):
        """The next message for one of the addresses, or None."""
        with self._guard:
            for address in addresses:
                if address in self._queues and self._queues[address].messages:
                    return self._queues[address].messages.popleft()
        return None

    def withdraw(self, message):
        """Remove a message that nobody took."""
        with self._guard:
            for address, waiting in list(self._queues.items()):
                if message in waiting.messages:
                    waiting.messages.remove(message)
                if not waiting.messages and not waiting.listeners:
                    del self._queues[address]


BROKER = Broker()


def _wire(data):
    return jsonutils.loads(jsonutils.dumps(data))


class Incoming(base.RpcIncomingMessage):
    """A message on its way; `answers` is the caller's mailbox, None for a cast."""

    def __init__(self, target, context, message, answers=None):
        super().__init__(_wire(context), _wire(message))
        self.target, self.answers = target, answers

    def copy(self):
        """For the second of several listeners: nothing shared."""
        return Incoming(self.target, self.ctxt, self.message, self.answers)

    def reply(self, reply=None, failure=None):
        """Answer the caller; an exception passes as it is."""
        if self.answers is not None:
            self.answers.put((_wire(reply), failure[1] if failure else None))

    def requeue(self):
        """Back to where it came from."""
        BROKER.deliver(self.target, self)

    def heartbeat(self):
        """Callers wait without a monitor."""


class Listener(base.PollStyleListener):
    """Takes the messages for some addresses; sleeps while there are none."""

    def __init__(self, addresses):
        super().__init__()
        self.woken = threading.Event()
        self._addresses, self._stopped = addresses, False
        BROKER.subscribe(self, addresses)

    @base.batch_poll_helper
    def poll(self, timeout=None):
        """The next message; None after the timeout or when stopped."""
        while True:
            self.woken.clear()
            message = BROKER.take(self._addresses)
            if message is not None or self._stopped or not self.woken.wait(timeout):
                return message

    def stop(self):
        """End the waiting."""
        self._stopped = True
        self.woken.set()

    def cleanup(self):
        """Give up the addresses."""
        BROKER.unsubscribe(self, self._addresses)


class Driver(base.BaseDriver):
    """The driver for ``fake://``, as base.BaseDriver describes it."""

    def require_features(self, requeue=True):
        """All of them are there."""

    def _full(self, target):
        return target(exchange=target.exchange or self._default_exchange)

    def send(self, target, ctxt, message, wait_for_reply=None, timeout=None, **_retry_and_monitor):
        """Deliver; for a call, return the reply or raise what the server raised, or MessagingTimeout."""
        target = self._full(target)
        answers = queue.SimpleQueue() if wait_for_reply else None
        incoming = Incoming(target, ctxt, message, answers)
        BROKER.deliver(target, incoming, wanted=bool(wait_for_reply))
        if not wait_for_reply:
            return None
        try:
            reply, failure = answers.get(timeout=timeout)
        except queue.Empty:
            BROKER.withdraw(incoming)
            raise oslo_messaging.MessagingTimeout(f"No reply on topic {target.topic}") from None
        if failure:
            raise failure
        return reply

    def send_notification(self, target, ctxt, message, version, retry=None):
        """Deliver to whoever listens now."""
        target = self._full(target)
        BROKER.deliver(target, Incoming(target, ctxt, message))

    def listen(self, target, batch_size, batch_timeout):
        """A listener for what is sent to this server and for its part of what is sent to the topic."""
        target = self._full(target)
        addresses = [Address(target.exchange, target.topic, server, None) for server in (target.server, None)]
        return base.PollStyleListenerAdapter(Listener(addresses), batch_size, batch_timeout)

    def listen_for_notifications(self, targets_and_priorities, pool, batch_size, batch_timeout):
        """A listener for notifications, shared by the pool."""
        addresses = [
            Address(target.exchange or self._default_exchange, f"{target.topic}.{priority}", None, pool)
            for target, priority in targets_and_priorities
        ]
        return base.PollStyleListenerAdapter(Listener(addresses), batch_size, batch_timeout)

    def cleanup(self):
        """The queues belong to their listeners."""


def apply():
    """Patch this process. Call it before any service makes a transport."""
    impl_fake.FakeDriver = Driver
