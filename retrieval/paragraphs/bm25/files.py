"""Postings in a file that is mapped into memory: opened at once, read as far as needed.

A file is a preamble (magic, version, length and checksum of the header), a header in JSON with the
terms, and arrays in the byte order of the machine, each at a multiple of 64 bytes.  Nothing of it
is executed.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import sys
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from retrieval.cache import atomic_write
from retrieval.errors import PostingsError
from retrieval.paragraphs.bm25.postings import Postings

__all__ = ["VERSION", "load_postings", "save_postings", "verify_postings"]

# To be raised whenever files or the meaning of their numbers change.
VERSION = 2

_MAGIC = b"ask-bm25"
_PREAMBLE = struct.Struct("<8sIII")  # magic, version, length and CRC-32 of the header
_ALIGNED = 64  # bytes: a cache line, and the widest registers there are
# What each array may consist of.
_TYPES: Mapping[str, tuple[type, ...]] = {
    "idf": (np.float64,),
    "starts": (np.int64,),
    "documents": (np.int32,),
    "impacts": (np.float32,),
    "counts": (np.uint8, np.uint16, np.uint32),
    "saturation": (np.float64,),
}

_Arrays = dict[str, npt.NDArray[Any]]


def save_postings(postings: Postings, file: Path) -> bool:
    """Writes `file` whole or not at all; whether that was possible.

    A process that has the old file open continues to read that.
    """
    arrays = {name: np.ascontiguousarray(getattr(postings, name)) for name in _TYPES}
    columns = {
        name: {"type": array.dtype.name, "length": len(array), "crc": zlib.crc32(array.data)}
        for name, array in arrays.items()
    }
    described = {"byteorder": sys.byteorder, "k1": postings.k1, "terms": postings.terms}
    header = json.dumps(described | {"columns": columns}).encode()

    def write(stream: IO[bytes]) -> None:
        stream.write(_PREAMBLE.pack(_MAGIC, VERSION, len(header), zlib.crc32(header)) + header)
        for array in arrays.values():
            stream.write(bytes(-stream.tell() % _ALIGNED))
            stream.write(array.data)
        # Opening reads too little to see what a crash of the system has left out.
        stream.flush()
        os.fsync(stream.fileno())

    return atomic_write(file, write)


def load_postings(file: Path) -> Postings:
    """The postings in `file`, mapped into memory; only the pages that a search needs are read.

    The file must not be changed in place, only replaced, as `save_postings` does.  Raises
    PostingsError where it is not there, cut off, damaged, or of another version.
    """
    header, arrays = _opened(file)
    size, terms = len(arrays["saturation"]), tuple(header["terms"])
    return Postings(size=size, terms=terms, k1=header["k1"], **arrays)


def verify_postings(file: Path) -> None:
    """Reads all of `file`; raises PostingsError where a bit differs from what was written."""
    header, arrays = _opened(file)
    for name, array in arrays.items():
        if zlib.crc32(array.data) != header["columns"][name]["crc"]:
            raise _unusable(file, "its checksums do not hold")


def _opened(file: Path) -> tuple[dict[str, Any], _Arrays]:
    """The header of `file`, and its arrays as it describes them."""
    try:
        with file.open("rb") as stream:
            mapped = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:  # ValueError: an empty file cannot be mapped
        raise _unusable(file, "it cannot be read") from error
    if len(mapped) < _PREAMBLE.size:
        raise _unusable(file, "it is cut off")
    magic, version, length, crc = _PREAMBLE.unpack_from(mapped)
    if magic != _MAGIC:
        raise _unusable(file, "it is no file of postings")
    if version != VERSION:
        raise _unusable(file, f"it is of version {version}, not {VERSION}")
    text = mapped[_PREAMBLE.size : _PREAMBLE.size + length]
    if len(text) < length or zlib.crc32(text) != crc:
        raise _unusable(file, "its header is damaged")
    header = json.loads(text)
    if header["byteorder"] != sys.byteorder:
        raise _unusable(file, "it was made on a machine of another byte order")
    arrays = _mapped(header["columns"], mapped, _PREAMBLE.size + length, file)
    of_terms = {len(header["terms"]), len(arrays["idf"]), len(arrays["starts"]) - 1}
    of_postings = {len(arrays[name]) for name in ("documents", "impacts", "counts")}
    if len(of_terms) != 1 or len(of_postings) != 1:
        raise _unusable(file, "its arrays do not fit each other")
    return header, arrays


def _mapped(columns: Mapping[str, Any], mapped: mmap.mmap, place: int, file: Path) -> _Arrays:
    """The arrays of `file`, the first of which comes after `place`."""
    arrays: _Arrays = {}
    for name, types in _TYPES.items():
        dtype, length = np.dtype(columns[name]["type"]), int(columns[name]["length"])
        place += -place % _ALIGNED
        if dtype.type not in types:
            raise _unusable(file, f"its {name} are of another kind")
        if place + length * dtype.itemsize > len(mapped):
            raise _unusable(file, "it is cut off")
        arrays[name] = np.frombuffer(mapped, dtype, length, place)
        place += length * dtype.itemsize
    return arrays


def _unusable(file: Path, reason: str) -> PostingsError:
    message = f"{file}: {reason}; the index has to be built again"
    return PostingsError(message)
