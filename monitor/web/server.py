"""uvicorn in a loop that somebody else owns: it serves, and leaves every signal alone."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from typing import TYPE_CHECKING

import uvicorn

from monitor.errors import PortInUse

if TYPE_CHECKING:
    from starlette.applications import Starlette


class Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """The daemon is the one owner of SIGTERM, SIGINT and SIGHUP."""
        yield


def bind(listen: str) -> socket.socket:
    """A listening socket on `HOST:PORT`. Raises `PortInUse`."""
    host, _, port = listen.rpartition(":")
    host = host.strip("[]")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, int(port)))
        listener.listen(64)  # a port that is only bound can be bound by another, too
    except OSError as error:
        listener.close()
        raise PortInUse(listen, error.strerror or str(error)) from error
    listener.set_inheritable(False)
    return listener


def server(pages: Starlette) -> Server:
    """`await server(pages).serve(sockets=[bind(listen)])` until `should_exit` is set."""
    return Server(
        uvicorn.Config(
            pages,
            lifespan="off",
            access_log=False,
            log_config=None,
            limit_concurrency=64,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=2,
            server_header=False,
        )
    )
