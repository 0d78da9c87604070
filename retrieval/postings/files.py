"""Keeping postings in a file that is mapped into memory: opened at once, read as far as asked.

A file is a preamble (magic, version, length and checksum of the header), a header in JSON, and
arrays in the byte order of the machine, each at a multiple of 64 bytes.  Nothing in it is executed.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import sys
import tempfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from retrieval.errors import PostingsError
from retrieval.postings.postings import Postings

__all__ = ["VERSION", "load_postings", "save_postings", "verify_postings"]

# To be raised whenever files or the meaning of their numbers change.
VERSION = 1

_MAGIC = b"ask-bm25"
_PREAMBLE = struct.Struct("<8sIII")  # magic, version, length and CRC-32 of the header
_ALIGNED = 64  # bytes: a cache line, and the widest registers there are
_PARAMETERS = ("size", "k1", "b", "average")
_COUNTS = (np.uint8, np.uint16, np.uint32)
# What each array may consist of; terms are UTF-8 one after the other, with their lengths.
_TYPES: Mapping[str, tuple[type, ...]] = {
    "terms": (np.uint8,),
    "term_lengths": (np.int32,),
    "idf": (np.float64,),
    "peaks": (np.float32,),
    "starts": (np.int64,),
    "documents": (np.int32,),
    "impacts": (np.float32,),
    "counts": _COUNTS,
    "lengths": (np.int32,),
}

_Arrays = dict[str, npt.NDArray[Any]]


def save_postings(postings: Postings, file: Path) -> None:
    """Writes `file` whole or not at all; who reads the old one goes on reading it.

    Raises OSError where it cannot be written.
    """
    arrays = _arrays(postings)
    parameters = {name: getattr(postings, name) for name in _PARAMETERS}
    header = _header(parameters | {"byteorder": sys.byteorder}, arrays)
    preamble = _PREAMBLE.pack(_MAGIC, VERSION, len(header), zlib.crc32(header))
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f"{file.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(preamble + header)
            for array in arrays.values():
                stream.write(bytes(-stream.tell() % _ALIGNED))
                stream.write(array.data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(file)
    finally:
        Path(name).unlink(missing_ok=True)


def _arrays(postings: Postings) -> _Arrays:
    terms = [term.encode("utf-8", "surrogatepass") for term in postings.terms]
    made: _Arrays = {
        "terms": np.frombuffer(b"".join(terms), np.uint8),
        "term_lengths": np.fromiter(map(len, terms), np.int32, len(terms)),
    }
    others = {name: getattr(postings, name) for name in _TYPES if name not in made}
    return made | {name: np.ascontiguousarray(array) for name, array in others.items()}


def _header(parameters: Mapping[str, Any], arrays: _Arrays) -> bytes:
    columns = {
        name: {"type": array.dtype.name, "length": len(array), "crc": zlib.crc32(array.data)}
        for name, array in arrays.items()
    }
    return json.dumps({"parameters": parameters, "columns": columns}).encode()


def load_postings(file: Path) -> Postings:
    """The postings in `file`, mapped into memory; what is not asked for is never read.

    The file must not be changed in place, only replaced, as `save_postings` does.  Raises
    PostingsError where it is not there, cut off, damaged, or of another version.
    """
    return _postings(*_opened(file), file)


def verify_postings(file: Path) -> None:
    """Reads all of `file`; raises PostingsError where a bit differs from what was written."""
    header, arrays = _opened(file)
    for name, array in arrays.items():
        if zlib.crc32(array.data) != header["columns"][name]["crc"]:
            raise _unusable(file, "its checksums do not hold")
    _postings(header, arrays, file)


def _opened(file: Path) -> tuple[dict[str, Any], _Arrays]:
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
    if header["parameters"]["byteorder"] != sys.byteorder:
        raise _unusable(file, "it was made on a machine of another byte order")
    return header, _mapped(header["columns"], mapped, _PREAMBLE.size + length, file)


def _mapped(columns: Mapping[str, Any], mapped: mmap.mmap, place: int, file: Path) -> _Arrays:
    """The arrays of `file`, the first of which comes after `place`."""
    arrays: _Arrays = {}
    for name, types in _TYPES.items():
        dtype, length = np.dtype(columns[name]["type"]), int(columns[name]["length"])
        place += -place % _ALIGNED
        if dtype.type not in types or length < 0:
            raise _unusable(file, f"its {name} are of another kind")
        if place + length * dtype.itemsize > len(mapped):
            raise _unusable(file, "it is cut off")
        arrays[name] = np.frombuffer(mapped, dtype, length, place)
        place += length * dtype.itemsize
    return arrays


def _fits(arrays: _Arrays, size: int) -> bool:
    """Whether the arrays are as long as each other where they have to be."""
    long = {name: len(array) for name, array in arrays.items()}
    of_terms = {long["term_lengths"], long["idf"], long["peaks"], long["starts"] - 1}
    of_postings = {long["documents"], long["impacts"], long["counts"]}
    return len(of_terms) == len(of_postings) == 1 and long["lengths"] == size


def _postings(header: Mapping[str, Any], arrays: _Arrays, file: Path) -> Postings:
    if not _fits(arrays, header["parameters"]["size"]):
        raise _unusable(file, "its arrays do not fit each other")
    text = arrays["terms"].tobytes()
    ends = np.cumsum(arrays["term_lengths"], dtype=np.int64).tolist()
    try:
        terms = tuple(
            text[first:last].decode("utf-8", "surrogatepass")
            for first, last in zip([0, *ends], ends, strict=False)
        )
    except UnicodeDecodeError as error:
        raise _unusable(file, "its terms are damaged") from error
    columns: dict[str, Any] = {name: header["parameters"][name] for name in _PARAMETERS}
    columns |= {name: array for name, array in arrays.items() if not name.startswith("term")}
    return Postings(terms=terms, **columns)


def _unusable(file: Path, reason: str) -> PostingsError:
    message = f"{file}: {reason}; the index has to be built anew"
    return PostingsError(message)
