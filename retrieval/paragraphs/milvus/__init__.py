"""The paragraph index in a Milvus, written by `python -m retrieval index build` alone."""

from retrieval.paragraphs.milvus.index import MilvusIndex

__all__ = ["MilvusIndex"]
