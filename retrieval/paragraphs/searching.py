"""Asking a collection for the paragraphs that share most with a question."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from retrieval.paragraphs.connection import Client
from retrieval.paragraphs.interface import FoundParagraph
from retrieval.paragraphs.schema import SCORED
from retrieval.paragraphs.tokens import key_of, text_of

__all__ = ["search"]

# What a cluster gives at most.
_MOST = 16_384
# How many more are asked for, so that those as good as the last one are all there to be put in
# order.  Where there are still more, twice as many are asked for.
_MORE = 16
# Names a filter: a text of some ten kilobytes, which is read in a millisecond.
_NAMES = 500


def search(
    client: Client,
    collection: str,
    terms: Sequence[str],
    k: int,
    reports: Collection[str] | None,
    seconds: float,
) -> list[FoundParagraph]:
    """The best `k` paragraphs in `collection`, best first, ties in order of report and paragraph.

    Scores of several filters can be compared: Milvus counts documents and terms over them all.
    """
    if not terms or k <= 0 or (reports is not None and not reports):
        return []
    text = text_of(list(dict.fromkeys(terms)))
    best: dict[tuple[str, int], float] = {}
    for wanted in _filters(reports):
        for found in _best(client, collection, text, k, wanted, seconds):
            place = (found.report, found.paragraph)
            best[place] = max(found.score, best.get(place, 0.0))
    ordered = sorted(best.items(), key=lambda each: (-each[1], each[0]))
    return [FoundParagraph(*place, score) for place, score in ordered[:k]]


def _filters(reports: Collection[str] | None) -> Iterator[str]:
    if reports is None:
        yield ""
        return
    keys = sorted({key_of(report) for report in reports})
    for first in range(0, len(keys), _NAMES):
        listed = ", ".join(f'"{key}"' for key in keys[first : first + _NAMES])
        yield f"key in [{listed}]"


def _best(
    client: Client, collection: str, text: str, k: int, wanted: str, seconds: float
) -> list[FoundParagraph]:
    """The best `k` paragraphs that fit the filter `wanted`, and all that are as good as the last.

    A paragraph may come twice: in pieces where it is very long, in its old and its new form while
    its report is replaced.
    """
    limit = min(_MOST, k + _MORE)
    while True:
        found = _asked(client, collection, text, limit, wanted, seconds)
        scores: dict[tuple[str, int], float] = {}
        for each in found:
            place = (each.report, each.paragraph)
            scores[place] = max(each.score, scores.get(place, 0.0))
        complete = len(found) < limit or limit >= _MOST
        ordered = sorted(scores.values(), reverse=True)
        if complete or (len(ordered) > k and found[-1].score < ordered[k - 1]):
            return found
        limit = min(_MOST, 2 * limit)


def _asked(
    client: Client, collection: str, text: str, limit: int, wanted: str, seconds: float
) -> list[FoundParagraph]:
    hits = client.search(
        collection,
        data=[text],
        anns_field=SCORED,
        limit=limit,
        filter=wanted,
        output_fields=["report", "paragraph"],
        search_params={"metric_type": "BM25"},
        timeout=seconds,
    )[0]
    found = [
        # Milvus Lite gives scores with a minus.
        FoundParagraph(hit["entity"]["report"], hit["entity"]["paragraph"], abs(hit["distance"]))
        for hit in hits
    ]
    found.sort(key=lambda each: -each.score)
    return [each for each in found if each.score > 0]
