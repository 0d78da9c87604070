"""Word data for indexing reports and analysing questions, loaded from the word files."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.language.answer_types import AnswerType, load_answer_types
from retrieval.language.small_talk import SmallTalk, load_small_talk
from retrieval.language.time_frames import TimeWords, load_time_words
from retrieval.language.years import YearParser, load_year_parser
from retrieval.words import load_list

__all__ = ["WordData", "load_word_data"]


@dataclass(frozen=True)
class WordData:
    """Stop words, words of time, years, answer types, place names, small talk and courtesies.

    `title_block`: words in which people ask about the title block.
    """

    stop_words: frozenset[str]
    time: TimeWords
    years: YearParser
    kinds: tuple[AnswerType, ...]
    places: tuple[str, ...]
    small_talk: SmallTalk
    courtesies: tuple[str, ...]
    title_block: tuple[str, ...]


def load_word_data() -> WordData:
    """Raises WordsError, whose message names file, line and reason."""
    return WordData(
        stop_words=frozenset(load_list("stop_words.txt")),
        time=load_time_words(),
        years=load_year_parser(),
        kinds=load_answer_types(),
        places=load_list("places.txt"),
        small_talk=load_small_talk(),
        courtesies=load_list("courtesies.txt"),
        title_block=load_list("title_block.txt"),
    )
