"""Frozen BM25 beside its peers, in one interleaved run: see `__main__`."""
