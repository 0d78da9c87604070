"""Measuring answers against labelled questions.

gold → verdicts (one a question) → measures (by id prefix, by kind, of all) → tables
retrieval set → rankings of its paragraphs → measures of information retrieval

Peers, retrieval sets, the plot and calibration need the extra `evaluation`.
"""

from retrieval.evaluation.gold import GoldQuestion, load_gold
from retrieval.evaluation.measures import Measures, by_group, measure
from retrieval.evaluation.verdict import Verdict, judge

__all__ = ["GoldQuestion", "Measures", "Verdict", "by_group", "judge", "load_gold", "measure"]
