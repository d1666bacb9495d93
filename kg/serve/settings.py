"""How a server is set up."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 7474


@dataclass(frozen=True, slots=True)
class Limits:
    """What a client may use of the machine.

    Attributes:
        query_seconds: how long a query may run; then its process is ended.
        query_rows: rows (or triples) of an answer; a longer one is cut, and the answer says so.
        query_bytes: size of an answer; a larger one is refused.
        workers: processes that answer queries.
        long_queries: how many of them may be busy with queries that take long.
        waiting: queries that wait for a process at most; any more are told to come back.
        client_queries: queries of one client that run or wait at the same time.
        body_bytes: size of a request's body.
        body_seconds: how long a client may take to send it.
        facts: facts of one thing that are written as RDF.
    """

    query_seconds: float = 30.0
    query_rows: int = 10_000
    query_bytes: int = 32 << 20
    workers: int = 4
    long_queries: int = 2
    waiting: int = 1000
    client_queries: int = 500
    body_bytes: int = 1 << 20
    body_seconds: float = 10.0
    facts: int = 5_000


@dataclass(frozen=True, slots=True)
class ServeSettings:
    """What is served, to whom, and within which limits.

    Attributes:
        store: the store's folder.
        host: address to listen on.
        port: port to listen on.
        token: who knows it may edit; None serves for reading only.
        names: further names by which the server may be called, beside its address (`Host` of a request).
        limits: what a client may use.
    """

    store: Path
    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    token: str | None = None
    names: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)

    def is_called(self, host: str) -> bool:
        """Tell whether a `Host` header names this server.

        A page from elsewhere can point a name of its own at this machine (DNS rebinding) but cannot change the name
        that its browser sends. So only names that are known are answered: a loopback server's are `localhost` and the
        loopback addresses; one that listens to the network answers to addresses, its `host` and `names`.
        """
        name = _name(host)
        if name in {_name(known) for known in (self.host, *self.names)}:
            return True
        if name == "localhost":
            return is_loopback(self.host)
        try:
            address = ip_address(name)
        except ValueError:
            return False
        return address.is_loopback or not is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach a server that listens on `host`."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _name(host: str) -> str:
    """The name or address of a `Host` header, without its port."""
    host = host.strip().lower().rstrip(".")
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host if host.count(":") > 1 else host.partition(":")[0].rstrip(".")
