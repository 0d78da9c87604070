"""Corpus statistics: metadata and words of all reports, kept so that none has to be opened."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from retrieval.cache import Version, atomic_write
from retrieval.corpus.gazetteer import places_of_jieba
from retrieval.corpus.metadata import ReportMetadata
from retrieval.index.store import IndexFile
from retrieval.language.lexicon import english_terms
from retrieval.language.spelling import Vocabulary

__all__ = ["Collection", "build_collection", "load_collection", "save_collection"]


@dataclass(frozen=True)
class Collection:
    """Metadata and words of the loaded reports.

    `metadata`: of each report, in order.
    `counts`: the number of sentences and phrasings with each word; `official`: the words of
    sentences.
    `readings`: the most frequent word for each pinyin.
    `english`: English words with the terms of the reports that they may mean, weighted.
    `places`: places that a question may name, where there are several reports to choose from.

    Nothing comes from the lexicon, so that a new line in that does not take counting all reports.
    """

    metadata: tuple[ReportMetadata, ...]
    counts: Mapping[str, int]
    official: frozenset[str]
    readings: Mapping[str, str]
    english: Mapping[str, Mapping[str, float]]
    places: tuple[str, ...] = ()


def build_collection(
    index_files: Iterable[IndexFile], stop_words: frozenset[str], version: Version
) -> Collection:
    """The collection of the reports with these index files, each used once.

    `version`: where English words are kept, apart from the rest as phrasings do not change them.
    """
    metadata: list[ReportMetadata] = []
    counts: Counter[str] = Counter()
    official: set[str] = set()
    for each in index_files:
        metadata.append(each.metadata)
        official.update(each.fields.words.terms)
        for field in (each.fields.words, each.fields.phrasing_words):
            sizes = np.diff(field.starts).tolist()
            for term, size in zip(field.terms, sizes, strict=True):
                counts[term] += size
    words = sorted(official)
    return Collection(
        metadata=tuple(metadata),
        counts=dict(counts),
        official=frozenset(official),
        readings=Vocabulary.readings(counts, official),
        # Of reports only: words of phrasings are the lexicon's matter.
        english=version.mapping(
            f"english-{version.digest(*words)}.json", lambda: english_terms(words, stop_words)
        ),
        places=places_of_jieba() if len(metadata) > 1 else (),
    )


def save_collection(file: Path | None, collection: Collection) -> bool:
    """Writes `file` whole or not at all; whether that was possible."""
    if file is None:
        return False
    values = vars(collection) | {
        "metadata": [each.as_dict() for each in collection.metadata],
        "official": sorted(collection.official),
    }
    return atomic_write(file, lambda stream: stream.write(json.dumps(values).encode()))


def load_collection(file: Path | None, names: Sequence[str]) -> Collection | None:
    """The collection in `file` if it is of the reports called `names`.

    None where the file is missing, cut off, or of other reports.
    """
    if file is None:
        return None
    try:
        values = json.loads(file.read_bytes())
        collection = Collection(
            tuple(ReportMetadata.of(each) for each in values["metadata"]),
            values["counts"],
            frozenset(values["official"]),
            values["readings"],
            values["english"],
            tuple(values["places"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return collection if [each.name for each in collection.metadata] == list(names) else None
