"""The collection: what is known of all reports together, kept so that none has to be opened."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from retrieval.cache import write_whole
from retrieval.corpus.gazetteer import places_of_jieba
from retrieval.corpus.metadata import ReportMetadata
from retrieval.index.index import Fields
from retrieval.index.store import IndexFile
from retrieval.language.lexicon import english_terms
from retrieval.language.spelling import Vocabulary
from retrieval.version import Version

__all__ = ["Collection", "build_collection", "load_collection", "save_collection"]


@dataclass(frozen=True)
class Collection:
    """The listings in the order of the reports, and their words.

    `counts` says how many sentences and phrasings hold each word, `official` are the words of
    sentences, `readings` the most frequent word of each reading, and `english` what English words
    mean in these reports, `places` are places that a question may name, where there are reports to
    choose from.  Nothing of the lexicon is part of it: an operator who adds a line to that is not
    to wait for all reports.
    """

    metadata: tuple[ReportMetadata, ...]
    counts: Mapping[str, int]
    official: frozenset[str]
    readings: Mapping[str, str]
    english: Mapping[str, Mapping[str, float]]
    places: tuple[str, ...] = ()


def build_collection(
    kept: Iterable[IndexFile], stop_words: frozenset[str], version: Version
) -> Collection:
    """The collection of reports that are `kept`, each looked at once.

    `version` says where what English words mean is kept apart, as phrasings do not change it.
    """
    metadata: list[ReportMetadata] = []
    counts: Counter[str] = Counter()
    official: set[str] = set()
    for each in kept:
        metadata.append(each.meta)
        official.update(each.tables.fields.words.terms)
        _count(counts, each.tables.fields)
    words = sorted(official)
    return Collection(
        metadata=tuple(metadata),
        counts=dict(counts),
        official=frozenset(official),
        readings=Vocabulary.readings(counts, official),
        # Reports only: what phrasings mean is for the lexicon to say.
        english=version.mapping(
            f"english-{version.digest(*words)}.json", lambda: english_terms(words, stop_words)
        ),
        places=places_of_jieba() if len(metadata) > 1 else (),
    )


def _count(counts: Counter[str], fields: Fields) -> None:
    """Adds how many sentences and phrasings hold each word."""
    for field in (fields.words, fields.phrasing_words):
        sizes = np.diff(field.starts)
        for term, size in zip(field.terms, sizes.tolist(), strict=True):
            counts[term] += size


def save_collection(file: Path | None, collection: Collection) -> bool:
    """Keeps it in `file`, written whole or not at all; whether that was possible."""
    if file is None:
        return False
    values = {
        "listings": [each.as_dict() for each in collection.metadata],
        "counts": collection.counts,
        "official": sorted(collection.official),
        "readings": collection.readings,
        "english": collection.english,
        "places": collection.places,
    }
    return write_whole(file, lambda stream: stream.write(json.dumps(values).encode()))


def load_collection(file: Path | None, names: Sequence[str]) -> Collection | None:
    """What was kept in `file` of the reports called `names`; None where there is nothing that can
    be used."""
    if file is None:
        return None
    try:
        values = json.loads(file.read_bytes())
        collection = Collection(
            tuple(ReportMetadata.of(each) for each in values["listings"]),
            values["counts"],
            frozenset(values["official"]),
            values["readings"],
            values["english"],
            tuple(values["places"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None  # not there, cut off, or written by something else: made anew
    return collection if [each.name for each in collection.metadata] == list(names) else None
