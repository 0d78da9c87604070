"""Measuring answers against labelled questions.

gold → verdicts (one a question) → measures (one row an id prefix or a kind) → table
retrieval set → rankings → measures of information retrieval

Peers, retrieval sets and the plot need the extra `evaluation`.
"""

from retrieval.evaluation.gold import GoldQuestion, load_gold
from retrieval.evaluation.measures import Measures, by_group, measure
from retrieval.evaluation.verdict import Verdict, judge

__all__ = ["GoldQuestion", "Measures", "Verdict", "by_group", "judge", "load_gold", "measure"]
