"""What may a connection do?  Reach only allowed addresses, and end when the fetch's time is up.

httpx bounds each single read, so a server that drips one byte a second holds it for ever, even within the
headers. The bounds are therefore set on the socket: `BOUNDS` holds those of the fetch this thread is doing.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import httpcore
import httpx

from monitor.errors import Blocked
from monitor.types import Source

PRIVATE = "private address"
SILENCE = 10.0
"""Seconds without a byte after which a connection is given up."""


@dataclass(slots=True)
class Bounds:
    """What one fetch is allowed: until when (on `clock`), and private addresses for the source's own host."""

    until: float
    source: Source
    clock: Callable[[], float] = time.monotonic

    def left(self, wanted: float | None) -> float:
        """Seconds a step may take, at most `wanted`; never zero, which a socket reads as `do not wait`."""
        return max(0.001, min(self.until - self.clock(), SILENCE if wanted is None else wanted))

    def may_be_private(self, host: str) -> bool:
        """Permission is for the source's own host: its pages may not lead elsewhere inside the network."""
        own = httpx.URL(self.source.url).host.removeprefix("www.")
        return self.source.allow_private and (not own or host == own or host.endswith(f".{own}"))

    @property
    def over(self) -> bool:
        return self.clock() >= self.until


BOUNDS: ContextVar[Bounds] = ContextVar("BOUNDS")


def addresses_of(host: str) -> list[str]:
    """The addresses of a host, IPv4 first. Names under .localhost are this machine (RFC 6761)."""
    if host == "localhost" or host.endswith(".localhost"):
        return ["127.0.0.1"]
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in sorted(found, key=lambda entry: entry[0])))


def is_private(address: str) -> bool:
    """Whether no public site has such an address: loopback, private, link-local, reserved, multicast."""
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return not ip.is_global or ip.is_multicast


class Backend(httpcore.SyncBackend):
    """Opens connections within BOUNDS. The address checked is the address connected to."""

    def __init__(self, resolve: Callable[[str], list[str]] = addresses_of) -> None:
        self.resolve = resolve
        self.private_hosts: set[str] = set()
        """Hosts connected to by permission of a source; others must not reuse those connections."""

    def check_reuse(self, host: str) -> None:
        """Raises Blocked where only another source's permission opened the way to this host."""
        if host in self.private_hosts and not BOUNDS.get().may_be_private(host):
            raise Blocked(_forbidden(host), retriable=False, state=PRIVATE)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        bounds = BOUNDS.get()
        try:
            addresses = self.resolve(host)
        except (socket.gaierror, UnicodeError) as error:
            raise httpcore.ConnectError(
                f"no such host: {host}; is it spelled right, and the network there?"
            ) from error
        for address in addresses:
            if is_private(address):
                if not bounds.may_be_private(host):
                    raise Blocked(_forbidden(host, address), retriable=False, state=PRIVATE)
                self.private_hosts.add(host)
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in addresses:
            try:
                left = bounds.left(timeout)
                return Stream(super().connect_tcp(address, port, left, local_address, socket_options))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure


def _forbidden(host: str, address: str = "") -> str:
    where = f"{host} ({address})" if address and address != host else host
    if BOUNDS.get().source.allow_private:
        return f"{where} is a private address and not the source's own host"
    return f"{where} is a private address; set `allow_private: true` if this source is meant to be inside"


class Stream(httpcore.NetworkStream):
    """A connection whose every step ends with the fetch's time."""

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self.inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if BOUNDS.get().over:
            raise httpcore.ReadTimeout("the time for this fetch is over")
        return self.inner.read(max_bytes, BOUNDS.get().left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.inner.write(buffer, BOUNDS.get().left(timeout))

    def close(self) -> None:
        self.inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return Stream(self.inner.start_tls(ssl_context, server_hostname, BOUNDS.get().left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        return self.inner.get_extra_info(info)


class Transport(httpx.HTTPTransport):
    """httpx over `Backend`: httpx itself offers no way to name one."""

    def __init__(self, backend: Backend) -> None:
        super().__init__()
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_connections=50,
            max_keepalive_connections=20,
            keepalive_expiry=5.0,
            network_backend=backend,
        )
