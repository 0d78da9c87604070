"""Corpus statistics: metadata and words of all reports, kept so that none has to be opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from weakref import WeakValueDictionary

import numpy as np

from retrieval.cache import prune_versions
from retrieval.corpus.gazetteer import other_places
from retrieval.corpus.metadata import ReportMetadata, told_apart
from retrieval.index.archive import Archive
from retrieval.language.lexicon import english_terms
from retrieval.language.spelling import Vocabulary

__all__ = ["Collection", "collection_file", "collection_of"]


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
    places: tuple[str, ...]

    @staticmethod
    def of(values: Mapping[str, Any]) -> Collection:
        """The collection of `values`, whose texts and numbers are as JSON has them."""
        converted = {
            "metadata": tuple(map(ReportMetadata.of, values["metadata"])),
            "official": frozenset(values["official"]),
            "places": tuple(values["places"]),
        }
        return Collection(**{**values, **converted})


# The collections in use by their files: a library that is loaded beside another over the same
# reports, to try a line of the lexicon or after one was added, shares it.
_in_use: WeakValueDictionary[str, Collection] = WeakValueDictionary()


def collection_file(archive: Archive) -> str:
    """The name of the file in the cache folder that holds the collection of `archive`."""
    return archive.version.name_of("collection", archive.digests, "json")


def collection_of(archive: Archive) -> Collection:
    """The collection of the reports in `archive`, cached until any of them changes."""
    name = collection_file(archive)
    known = _in_use.get(name)
    if known is not None:
        return known
    names = [each.name for each in fields(Collection)]
    collection = Collection.of(archive.version.mapping(name, lambda: _counted(archive), names))
    apart = replace(collection, metadata=told_apart(collection.metadata))
    return _in_use.setdefault(name, apart)


def _counted(archive: Archive) -> dict[str, Any]:
    """The values of a collection, for which each index file is used once."""
    metadata: list[dict[str, Any]] = []
    counts: Counter[str] = Counter()
    official: set[str] = set()
    for file in map(archive.index_file, range(len(archive))):
        metadata.append(file.metadata.as_dict())
        official.update(file.fields.words.terms)
        for field in (file.fields.words, file.fields.phrasing_words):
            sizes = np.diff(field.starts).tolist()
            for term, size in zip(field.terms, sizes, strict=True):
                counts[term] += size
    words, version = sorted(official), archive.version
    stop_words = archive.resources.words.stop_words
    # Here, since this happens at the first load of a new version, and not at every load.
    prune_versions(version)
    return {
        "metadata": metadata,
        "counts": dict(counts),
        "official": words,
        "readings": Vocabulary.readings(counts, official),
        # Of reports only: words of phrasings are the lexicon's matter.  Cached apart from the rest,
        # as phrasings do not change them.
        "english": version.mapping(
            f"english-{version.digest(*words)}.json", lambda: english_terms(words, stop_words)
        ),
        "places": other_places() if len(metadata) > 1 else (),
    }
