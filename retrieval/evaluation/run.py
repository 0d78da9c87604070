"""A trial: one set of questions put to this project, and to its peers in the same run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.answering.library import Library
from retrieval.errors import RetrievalError
from retrieval.evaluation.gold import GoldQuestion, load_gold
from retrieval.evaluation.retrieval_set import RetrievalSet, load_retrieval_set
from retrieval.evaluation.verdict import RANKS, Verdict, judge

__all__ = ["OURS", "SetTrial", "EvaluationRun", "try_gold", "try_set"]

OURS = "this project"


@dataclass(frozen=True)
class EvaluationRun:
    """The verdicts on one file of gold, by the name of the system, ours first."""

    name: str
    verdicts: Mapping[str, Sequence[Verdict]]


@dataclass(frozen=True)
class SetTrial:
    """The measures of one retrieval set, by the name of the system, ours first."""

    name: str
    questions: int
    measures: Mapping[str, Mapping[str, float]]


def try_gold(file: Path, library: Library, *, peers: bool) -> EvaluationRun:
    """Puts the questions in `file` to `library`, and to the peers if wanted."""
    gold = load_gold(file)
    verdicts = {OURS: [judge(lambda text: library.ask(text, top=RANKS), each) for each in gold]}
    if peers:
        verdicts |= _peers(library, gold)
    return EvaluationRun(file.stem, verdicts)


def _peers(library: Library, gold: Sequence[GoldQuestion]) -> dict[str, list[Verdict]]:
    try:
        from retrieval.evaluation import peers  # only with the extra

        asks = {name: peers.peer(library.reports, build) for name, build in peers.PEERS.items()}
    except ImportError as error:
        raise RetrievalError(_missing(error)) from error
    return {name: [judge(ask, each) for each in gold] for name, ask in asks.items()}


def try_set(folder: Path) -> SetTrial:
    """Puts the questions of the retrieval set in `folder` to general means and to the peers."""
    retrieval_set: RetrievalSet = load_retrieval_set(folder)
    try:
        import ir_measures  # only with the extra

        from retrieval.evaluation import rankings
        from retrieval.evaluation.peers import PEERS

        texts = list(retrieval_set.paragraphs.values())
        rankers = {OURS: rankings.this_project(retrieval_set)}
        rankers |= {name: build(texts) for name, build in PEERS.items()}
    except ImportError as error:
        raise RetrievalError(_missing(error)) from error
    relevant = {name: dict.fromkeys(ids, 1) for name, ids in retrieval_set.relevant.items()}
    wanted = [
        ir_measures.Success @ 1,
        ir_measures.Success @ 5,
        ir_measures.RR @ 10,
        ir_measures.nDCG @ 10,
    ]
    measures = {}
    for name, ranker in rankers.items():
        found = ir_measures.calc_aggregate(wanted, relevant, rankings.run_of(retrieval_set, ranker))
        measures[name] = {str(measure): float(found[measure]) for measure in wanted}
    return SetTrial(retrieval_set.name, len(retrieval_set.questions), measures)


def _missing(error: ImportError) -> str:
    extra = "needs the extra `evaluation`: python -m pip install '.[evaluation]'"
    return f"measuring this {extra} ({error.name} is missing)"
