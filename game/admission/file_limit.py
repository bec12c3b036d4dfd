"""Room for a hall: a socket is an open file, and systems allow a process a thousand or fewer at first."""

SOCKETS = 16_384
USUAL = 1024
"""What a process may have open where nothing is known."""


def allow_many_sockets() -> None:
    """Raise the limit on open files for this process and those it starts. A thousand browsers need it."""
    try:
        import resource
    except ImportError:  # Windows counts sockets otherwise
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < SOCKETS:
        most = SOCKETS if hard == resource.RLIM_INFINITY else min(SOCKETS, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def open_files() -> int:
    """How many files this process may have open, at most SOCKETS."""
    try:
        import resource
    except ImportError:
        return USUAL
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return SOCKETS if soft == resource.RLIM_INFINITY else min(SOCKETS, soft)
