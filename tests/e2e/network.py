"""A network between browser and server that can be cut, and led to another server."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

_CHUNK = 2**16


class Network:
    """Carries every connection to `origin`'s server, until it is cut; `server` may be changed."""

    def __init__(self, server: str) -> None:
        self.server = server
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: set[socket.socket] = set()
        self._cut = False
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def origin(self) -> str:
        """Where a browser finds the server through this network."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def cut(self) -> None:
        """End every connection, and let no new one through."""
        self._cut = True
        for end in tuple(self._open):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """Let new connections through again."""
        self._cut = False

    def close(self) -> None:
        """Cut it for good."""
        self.cut()
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                browser, _ = self._listener.accept()
            except OSError:
                return
            address = urlsplit(self.server)
            try:
                if self._cut:
                    raise ConnectionRefusedError
                server = socket.create_connection((address.hostname, address.port))
            except OSError:
                browser.close()
                continue
            for one, other in ((browser, server), (server, browser)):
                self._open.add(one)
                threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(_CHUNK):
                other.sendall(data)
        for end in (one, other):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._open.discard(one)
        one.close()


@contextmanager
def network(server: str) -> Iterator[Network]:
    """A network to the server at an origin, for the time of a block."""
    made = Network(server)
    try:
        yield made
    finally:
        made.close()
