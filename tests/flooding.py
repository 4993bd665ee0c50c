"""A client that sends without end."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

from tools.server import Server

HEADERS = b"GET /api/health HTTP/1.1\r\nHost: localhost\r\n"
HEADER = b"x: " + b"a" * 1000 + b"\r\n"
"""The start of a request, and a header to go on with."""
BUFFER = 2**16
"""Of the sender's socket, so that what has been sent has been taken."""


def sent(server: Server, head: bytes, piece: bytes, most: int) -> int:
    """Bytes of repeated `piece` that the server takes before it hangs up, about `most` at most."""
    address, taken = urlsplit(server.origin), 0
    with socket.socket() as sender:
        sender.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER)
        sender.settimeout(60)
        sender.connect((address.hostname, address.port))
        try:
            sender.sendall(head)
            while taken < most:
                taken += sender.send(piece)
        except (BrokenPipeError, ConnectionResetError):
            return taken
    return taken
