"""Answers questions about reports with verbatim excerpts and their locations.

>>> import retrieval
>>> library = retrieval.load("seeds")
>>> library.ask("新增了多少停车位").hits[0].excerpt
'新增停车位2.64万个,6000辆公租自行车投放运营。'

Independent of Telegram.  Only the names exported here are for use outside.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.answering.answer import Answer, Hit
    from retrieval.answering.dialogue import LastQuestion, Turn, take_turn, worth_showing
    from retrieval.answering.library import Library
    from retrieval.answering.load import library_of, load
    from retrieval.answering.opened import below_heading, rank_of
    from retrieval.answering.turns import turn_in
    from retrieval.corpus.additions import (
        Addition,
        LexiconLine,
        NewPhrasing,
        keep,
        phrasing_of,
        read_own_lexicon,
        take_back,
    )
    from retrieval.corpus.adoption import Adoption, adopt, shipped_in
    from retrieval.corpus.collecting.coverage import Coverage, coverage_of
    from retrieval.corpus.inspection import Inspection, PartSummary, inspect_file, inspect_report
    from retrieval.corpus.metadata import ReportMetadata
    from retrieval.corpus.phrasings import Phrasing, read_phrasings
    from retrieval.corpus.seeds import OWN_FOLDER, default_seeds_dir
    from retrieval.errors import (
        GoldError,
        IndexUnavailableError,
        LocationError,
        RetrievalError,
        SeedError,
        WordsError,
    )
    from retrieval.evaluation.comparison import Comparison, compare
    from retrieval.evaluation.gold import GoldQuestion, load_gold
    from retrieval.evaluation.own_gold import (
        answers_rightly,
        default_gold_file,
        gold_of,
        keep_gold,
        own_gold,
        own_gold_file,
        question_key,
        right_answer,
        right_sentence,
        without_answer,
    )
    from retrieval.figures.figure import Cell, Figure
    from retrieval.figures.series import Series, SeriesPoint
    from retrieval.figures.table import FIGURE_FIELDS, figure_rows, figures_csv, figures_json
    from retrieval.language.detection import Language, language_of
    from retrieval.language.normalization import fold
    from retrieval.outcome import Missing, Outcome
    from retrieval.paragraphs import IndexStatus, parse_index_url
    from retrieval.query.follow_up import FollowUp
    from retrieval.query.opening import Opening, Opens, opening_of
    from retrieval.query.shape import Shape
    from retrieval.reports.finding import Finding
    from retrieval.reports.location import Location
    from retrieval.reports.model import Heading, Paragraph, Part, Report, Section, Span
    from retrieval.wording.catalogue import CHINESE, Catalogue, read_catalogue
    from retrieval.wording.terminal import OperatorGroup, catalogue_files, say
    from retrieval.words.files import words_folder

__all__ = [
    "CHINESE",
    "Catalogue",
    "OperatorGroup",
    "catalogue_files",
    "read_catalogue",
    "say",
    "Addition",
    "Adoption",
    "Answer",
    "Cell",
    "Comparison",
    "FIGURE_FIELDS",
    "Figure",
    "Finding",
    "FollowUp",
    "GoldError",
    "GoldQuestion",
    "Heading",
    "Hit",
    "IndexStatus",
    "IndexUnavailableError",
    "Inspection",
    "Language",
    "language_of",
    "LastQuestion",
    "LexiconLine",
    "Library",
    "Missing",
    "ReportMetadata",
    "NewPhrasing",
    "Outcome",
    "Paragraph",
    "Part",
    "PartSummary",
    "Location",
    "LocationError",
    "Report",
    "Shape",
    "RetrievalError",
    "Section",
    "SeedError",
    "Series",
    "SeriesPoint",
    "Span",
    "Turn",
    "WordsError",
    "OWN_FOLDER",
    "adopt",
    "compare",
    "shipped_in",
    "default_gold_file",
    "keep",
    "default_seeds_dir",
    "figure_rows",
    "figures_csv",
    "figures_json",
    "fold",
    "inspect_file",
    "inspect_report",
    "library_of",
    "load",
    "load_gold",
    "parse_index_url",
    "phrasing_of",
    "take_turn",
    "turn_in",
    "Opening",
    "Opens",
    "opening_of",
    "below_heading",
    "rank_of",
    "words_folder",
    "worth_showing",
    "answers_rightly",
    "gold_of",
    "keep_gold",
    "own_gold",
    "own_gold_file",
    "question_key",
    "right_answer",
    "right_sentence",
    "without_answer",
    "take_back",
    "Coverage",
    "coverage_of",
    "read_own_lexicon",
    "Phrasing",
    "read_phrasings",
]

# The modules that define these names, imported when the first of them is used: `--help` needs none.
_MODULES = (
    "answering.answer answering.dialogue answering.library answering.load "
    "answering.opened answering.turns corpus.additions corpus.adoption "
    "corpus.collecting.coverage corpus.inspection corpus.metadata corpus.phrasings corpus.seeds "
    "errors evaluation.comparison evaluation.gold evaluation.own_gold "
    "figures.figure figures.series figures.table language.detection language.normalization "
    "outcome paragraphs query.follow_up query.opening query.shape reports.finding reports.location "
    "reports.model wording.catalogue wording.terminal words.files"
)

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in __all__:
            message = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(message)
        for module in _MODULES.split():
            found = import_module(f"{__name__}.{module}")
            globals().update(
                {each: getattr(found, each) for each in found.__all__ if each in __all__}
            )
        return globals()[name]
