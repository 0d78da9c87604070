"""Whether connections can be made with what the environment says of proxies and certificates."""

from __future__ import annotations

import os

import httpx

__all__ = ["network_fault"]

# The variables that httpx reads, in both spellings: a shell may export either.
_VARIABLES = tuple(
    spelling
    for name in (
        "NO_PROXY",
        "ALL_PROXY",
        "HTTPS_PROXY",
        "HTTP_PROXY",
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
    )
    for spelling in (name, name.lower())
)
_KINDS = {
    "NO_PROXY": "hosts separated by commas, such as localhost,127.0.0.1,::1",
    "ALL_PROXY": "the URL of a proxy, such as http://127.0.0.1:7890 or socks5://127.0.0.1:1080",
    "SSL_CERT": "a file or folder of certificates that is there",
}


def network_fault() -> str:
    """A sentence that begins with the name of the variable at fault; empty where there is none.

    Opens no connection.  To be called before other threads read the environment.
    """
    reason = _refused()
    if not reason:
        return ""
    for name in filter(os.environ.__contains__, _VARIABLES):
        value = os.environ.pop(name)
        try:
            cured = not _refused()
        finally:
            os.environ[name] = value
        if cured:
            kind = next(
                (what for start, what in _KINDS.items() if name.upper().startswith(start)),
                _KINDS["ALL_PROXY"],
            )
            return (
                f"{name}: no connection can be made ready with it ({reason}); it has to be {kind}"
            )
    return f"no connection to Telegram can be made ready: {reason}"


def _refused() -> str:
    """Why a client cannot be made; empty where it can."""
    try:
        httpx.Client().close()
    # What httpx raises of a variable that it does not understand is of many classes.
    except Exception as error:
        return str(error) or type(error).__name__
    return ""
