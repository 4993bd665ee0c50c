"""The server's connections send what they have at once: see docs/adr/0007."""

from __future__ import annotations

import asyncio
import socket
import sys

import pytest
import uvicorn
from streamlit.web.server.starlette.starlette_server import _bind_socket


async def nodelay() -> int:
    """The option of a connection to Streamlit's own socket on the loop that uvicorn chooses."""
    accepted: asyncio.Future[asyncio.BaseTransport] = asyncio.get_running_loop().create_future()

    class Accepted(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            accepted.set_result(transport)

    listening = _bind_socket("127.0.0.1", 0, 1)
    server = await asyncio.get_running_loop().create_server(Accepted, sock=listening)
    async with server:
        host, port = listening.getsockname()
        _, client = await asyncio.open_connection(host, port)
        transport = await accepted
        own = transport.get_extra_info("socket")
        option: int = own.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        transport.close()
        client.close()
        await client.wait_closed()
    return option


@pytest.mark.skipif(sys.platform == "win32", reason="uvloop is not made for Windows")
def test_no_answer_waits_for_the_acknowledgement_of_the_one_before() -> None:
    loop = uvicorn.Config("unused").get_loop_factory()
    with asyncio.Runner(loop_factory=loop) as runner:
        assert runner.run(nodelay())
