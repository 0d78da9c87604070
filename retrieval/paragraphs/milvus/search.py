"""Searching a collection for the paragraphs that score highest for the terms of a question."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from retrieval.paragraphs.interface import FoundParagraph
from retrieval.paragraphs.milvus.collection import ALIAS, SCORED
from retrieval.paragraphs.milvus.connection import Client
from retrieval.paragraphs.milvus.tokens import key_of, text_of

__all__ = ["search"]

# Hits that a cluster returns at most.
_MOST = 16_384
# Hits beyond `k` that are requested, so that all with the score of the last one can be put in
# order; where there are still more, twice as many are requested.
_MORE = 16
# Keys a filter: a text of some ten kilobytes, which is parsed in a millisecond.
_KEYS = 500

# Scores by report and paragraph.
_Scores = dict[tuple[str, int], float]


def search(
    client: Client, terms: Sequence[str], k: int, reports: Collection[str] | None, seconds: float
) -> list[FoundParagraph]:
    """The best `k` paragraphs, best first, ties in order of report and paragraph.

    Scores of several filters can be compared: Milvus counts documents and terms over them all.
    """
    if not terms or k <= 0:
        return []
    text = text_of(list(dict.fromkeys(terms)))
    found: _Scores = {}
    for wanted in _filters(reports):
        found |= _best(client, text, k, wanted, seconds)
    ordered = sorted(found.items(), key=lambda each: (-each[1], each[0]))
    return [FoundParagraph(*place, score) for place, score in ordered[:k]]


def _filters(reports: Collection[str] | None) -> Iterator[str]:
    if reports is None:
        yield ""
        return
    keys = sorted({key_of(report) for report in reports})
    for first in range(0, len(keys), _KEYS):
        listed = ", ".join(f'"{key}"' for key in keys[first : first + _KEYS])
        yield f"key in [{listed}]"


def _best(client: Client, text: str, k: int, wanted: str, seconds: float) -> _Scores:
    """The best `k` paragraphs that fit the filter `wanted`, and all with the score of the last."""
    limit = min(_MOST, k + _MORE)
    while True:
        hits = client.search(
            ALIAS,
            data=[text],
            anns_field=SCORED,
            limit=limit,
            filter=wanted,
            output_fields=["report", "paragraph"],
            search_params={"metric_type": "BM25"},
            timeout=seconds,
        )[0]
        found: _Scores = {}
        for hit in hits:
            place = (hit["entity"]["report"], hit["entity"]["paragraph"])
            # Milvus Lite gives scores with a minus.  A very long paragraph comes in pieces.
            score = abs(hit["distance"])
            if score > 0:
                found[place] = max(score, found.get(place, 0.0))
        ordered = sorted(found.values(), reverse=True)
        complete = len(hits) < limit or limit >= _MOST
        if complete or (len(ordered) > k and ordered[-1] < ordered[k - 1]):
            return found
        limit = min(_MOST, 2 * limit)
