# Copyright (c) 2026, stratus.openstack contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An HTTP proxy on loopback that lets every request wait: the distance to a real cloud, for the benchmark."""

from __future__ import annotations

import asyncio
import contextlib
import queue
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    with contextlib.suppress(OSError, RuntimeError):
        writer.write_eof()


async def _serve(seconds: float, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One request per connection: read its head, wait, pass everything on to where it says."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
        method, url, rest = head.split(b" ", 2)
        parts = urlsplit(url.decode())
        await asyncio.sleep(seconds)
        up_reader, up_writer = await asyncio.open_connection(parts.hostname, parts.port or 80)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        lines = [line for line in rest.split(b"\r\n") if not line.lower().startswith((b"connection:", b"proxy-"))]
        lines.insert(1, b"Connection: close")
        up_writer.write(b" ".join((method, path.encode(), b"\r\n".join(lines))))
        sending = asyncio.create_task(_pump(reader, up_writer))
        await _pump(up_reader, writer)
        sending.cancel()
        up_writer.close()
    except (asyncio.IncompleteReadError, ConnectionError, ValueError):
        pass  # a client that goes away is not this proxy's concern
    finally:
        writer.close()


@contextlib.contextmanager
def delaying(seconds: float) -> Iterator[str]:
    """Run the proxy in a thread; yields its URL, for http_proxy."""
    ready: queue.Queue[tuple[asyncio.AbstractEventLoop, asyncio.Event, int]] = queue.Queue()

    async def main() -> None:
        ended, serving = asyncio.Event(), set()

        def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.create_task(_serve(seconds, reader, writer))
            serving.add(task)  # asyncio itself may lose it
            task.add_done_callback(serving.discard)

        async with await asyncio.start_server(accept, "127.0.0.1", 0) as server:
            ready.put((asyncio.get_running_loop(), ended, server.sockets[0].getsockname()[1]))
            await ended.wait()

    thread = threading.Thread(target=lambda: asyncio.run(main()), daemon=True)  # which also ends what is still on its way
    thread.start()
    loop, ended, port = ready.get()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join(5)
