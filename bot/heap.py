"""The heap of the GNU C library, kept from growing with every reload; elsewhere nothing happens."""

from __future__ import annotations

import contextlib
import ctypes
import gc

__all__ = ["give_back", "keep_small"]

# From malloc.h.
_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8
# Bytes from which a block is the system's own and goes back to it when freed.  Left alone, the
# library raises this to the largest block ever freed, and tables of an old index leave holes.
_BLOCK = 64 * 1024
# Heaps that threads share; left alone there are eight for each core, each with holes of its own.
_ARENAS = 2


def _library() -> ctypes.CDLL | None:
    with contextlib.suppress(OSError, TypeError):
        return ctypes.CDLL(None)
    return None


def keep_small() -> None:
    """To be called once, before any thread is started."""
    with contextlib.suppress(AttributeError):
        mallopt = getattr(_library(), "mallopt")  # noqa: B009 - None has no such attribute
        mallopt(_M_ARENA_MAX, _ARENAS)
        mallopt(_M_MMAP_THRESHOLD, _BLOCK)


def give_back() -> None:
    """Gives what nobody uses any more back to the system."""
    gc.collect()  # a library knows itself, so that nothing but the collector takes it away
    with contextlib.suppress(AttributeError):
        trim = getattr(_library(), "malloc_trim")  # noqa: B009
        trim(0)
