"""Where browsers find this server: the machine's address in the local network, and ports."""

import errno
import ipaddress
import os
import socket

from django.http import HttpRequest

FORWARDED = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP")
"""Headers that proxies add to what they hand on."""


def lan_address() -> str:
    """This machine's address in the local network; 127.0.0.1 when it is in none.

    Connecting a UDP socket sends nothing: it only asks which way a packet would leave.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def shown_host(host: str) -> str:
    """What to write into a link for a server that listens on `host`."""
    if host in ("0.0.0.0", "::"):
        return lan_address()
    return f"[{host}]" if ":" in host else host


def is_free(host: str, port: int) -> bool:
    """Can a server listen there? Raises OSError for any other reason than that one does already."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        if os.name != "nt":  # where it would let two servers share a port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise
    return True


def free_port(host: str, after: int) -> int:
    """The next free port after this one."""
    return next(port for port in range(after + 1, 65536) if is_free(host, port))


def for_pupils(request: HttpRequest) -> str:
    """`http://host:port` as the teacher's browser sees it. A teacher at the server itself sees "localhost",
    which no phone could use, so then it is the address in the local network."""
    host, _, port = request.get_host().partition(":")
    if _is_local(host):
        host = lan_address()
    return f"{request.scheme}://{host}" + (f":{port}" if port else "")


def same_machine(request: HttpRequest) -> bool:
    """Does the request come from the very machine the server runs on?

    By the connection itself, which nobody can forge; not when a proxy handed it on, whose word it then would
    be. A proxy on this machine must therefore set one of these headers, as all do for their own sake.
    """
    if any(header in request.headers for header in FORWARDED):
        return False
    peer = request.META.get("REMOTE_ADDR", "")
    return _is_local(peer) or peer == request.META["SERVER_NAME"]


def _is_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
