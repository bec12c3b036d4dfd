"""Where browsers find this server: the machine's address in the local network, and ports."""

import errno
import ipaddress
import os
import socket
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

FORWARDED = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP")
"""Headers that proxies add to what they hand on."""


ANYWHERE = ("0.0.0.0", "::")
listens_on = ANYWHERE[0]
"""The host that `play` was given for this process."""


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
    if host in ANYWHERE:
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


def origin(request: HttpRequest) -> str:
    """`http://host:port` where others find this server: PUBLIC_URL's, else as the teacher's browser sees it.

    A teacher at the server itself sees "localhost", which no phone could use: then it is the address in the
    local network, if the server listens there.
    """
    if settings.PUBLIC:
        return str(settings.PUBLIC.origin)
    seen = urlsplit(f"//{request.get_host()}")
    if _is_local(seen.hostname or "") and listens_on in ANYWHERE:
        return f"{request.scheme}://{lan_address()}" + (f":{seen.port}" if seen.port else "")
    return f"{request.scheme}://{seen.netloc}"


def for_pupils(request: HttpRequest) -> str:
    """What they type in: without a slash at its end."""
    return origin(request) + str(settings.PREFIX)


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
