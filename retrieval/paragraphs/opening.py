"""Opening the paragraph index that INDEX_URL names."""

from __future__ import annotations

from retrieval.paragraphs.address import MEMORY, address_of
from retrieval.paragraphs.interface import ParagraphIndex
from retrieval.paragraphs.milvus import MilvusIndex

__all__ = ["open_index"]


def open_index(url: str = MEMORY, *, timeout: float = 2.0, attempts: int = 3) -> ParagraphIndex:
    """The index at `url`: memory:, the path of a file of Milvus Lite, or http(s)://host:19530.

    `timeout` and `attempts` as in `MilvusIndex`.  Connects to nothing yet.  Raises
    IndexUnavailableError where `url` is not understood.
    """
    address = address_of(url)
    if address.shown == MEMORY:
        raise NotImplementedError  # the index in memory comes with the wiring into the engine
    return MilvusIndex(address, timeout=timeout, attempts=attempts)
