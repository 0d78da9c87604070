"""Answers questions about reports with verbatim excerpts and their locations.

>>> import retrieval
>>> library = retrieval.load("seeds")
>>> library.ask("新增了多少停车位").hits[0].excerpt
'新增停车位2.64万个,6000辆公租自行车投放运营。'

Independent of Telegram.  Only what is exported here is meant for use outside.
"""

from retrieval.answering.answer import Answer, Hit
from retrieval.answering.library import Library
from retrieval.answering.load import library_of, load
from retrieval.corpus.additions import Addition, LexiconLine, NewPhrasing, keep, phrasing_of
from retrieval.corpus.metadata import ReportMetadata
from retrieval.corpus.seeds import default_seeds_dir
from retrieval.errors import (
    GoldError,
    IndexUnavailableError,
    LocationError,
    RetrievalError,
    SeedError,
    WordsError,
)
from retrieval.evaluation.comparison import Comparison, compare, default_gold_file
from retrieval.evaluation.gold import GoldQuestion, load_gold
from retrieval.language.normalization import fold
from retrieval.outcome import Outcome
from retrieval.paragraphs import IndexStatus, parse_index_url
from retrieval.query.follow_up import FollowUp
from retrieval.reports.location import Location
from retrieval.reports.model import Heading, Paragraph, Part, Report, Section, Span
from retrieval.words.files import words_folder

__all__ = [
    "Addition",
    "Answer",
    "Comparison",
    "FollowUp",
    "GoldError",
    "GoldQuestion",
    "Heading",
    "Hit",
    "IndexStatus",
    "IndexUnavailableError",
    "LexiconLine",
    "Library",
    "ReportMetadata",
    "NewPhrasing",
    "Outcome",
    "Paragraph",
    "Part",
    "Location",
    "LocationError",
    "Report",
    "RetrievalError",
    "Section",
    "SeedError",
    "Span",
    "WordsError",
    "compare",
    "default_gold_file",
    "keep",
    "default_seeds_dir",
    "fold",
    "library_of",
    "load",
    "load_gold",
    "parse_index_url",
    "phrasing_of",
    "words_folder",
]
