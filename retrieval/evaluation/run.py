"""Evaluation runs: labelled questions answered by this project and by its peers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from retrieval import errors
from retrieval.answering.engine import build_engine
from retrieval.answering.library import Library
from retrieval.errors import RetrievalError
from retrieval.evaluation.gold import load_gold
from retrieval.evaluation.peers import PEERS, Ranker, peer
from retrieval.evaluation.retrieval_set import RetrievalSet, as_report, load_retrieval_set
from retrieval.evaluation.verdict import RANKS, Verdict, judge
from retrieval.query.route import ReportTarget
from retrieval.ranking.pipeline import load_model
from retrieval.ranking.ranker import find_candidates, rank

__all__ = ["OURS", "EvaluationRun", "RetrievalSetRun", "needs_extra", "run_gold", "run_set"]

OURS = "this project"


@dataclass(frozen=True)
class EvaluationRun:
    """The verdicts on one file of gold, by the name of the system, ours first."""

    name: str
    verdicts: Mapping[str, Sequence[Verdict]]

    @property
    def ours(self) -> Sequence[Verdict]:
        """The verdicts on this project's answers."""
        return self.verdicts[OURS]

    @property
    def wide(self) -> bool:
        """Whether its questions are wider than one excerpt."""
        return any(each.gold.parts for each in self.ours)


@dataclass(frozen=True)
class RetrievalSetRun:
    """The measures on one retrieval set, by the name of the system, ours first."""

    name: str
    questions: int
    measures: Mapping[str, Mapping[str, float]]


@contextmanager
def needs_extra(what: str) -> Iterator[None]:
    """Raises RetrievalError, naming the extra that `what` needs, where a library is missing."""
    try:
        yield
    except ImportError as error:
        message = f"{errors.needs_extra(what, 'evaluation')} ({error.name} is missing)"
        raise RetrievalError(message) from error


def run_gold(file: Path, library: Library, *, peers: bool) -> EvaluationRun:
    """Runs the questions in `file` through `library`, and through the peers if wanted."""
    gold = load_gold(file)
    systems = {OURS: lambda text: library.ask(text, top=RANKS)}
    if peers:
        with needs_extra("measuring this"):
            systems |= {name: peer(library.reports, build) for name, build in PEERS.items()}
    return EvaluationRun(
        file.stem, {name: [judge(ask, each) for each in gold] for name, ask in systems.items()}
    )


def run_set(folder: Path) -> RetrievalSetRun:
    """Runs the retrieval set in `folder` through our ranking, without phrasings, and the peers."""
    retrieval_set = load_retrieval_set(folder)
    ids = list(retrieval_set.paragraphs)
    texts = list(retrieval_set.paragraphs.values())
    with needs_extra("measuring this"):
        import ir_measures

        rankers = {OURS: _our_ranker(retrieval_set)}
        rankers |= {name: build(texts) for name, build in PEERS.items()}
    # All look at no more than the RANKS that rankers give.
    wanted = [
        ir_measures.Success @ 1,
        ir_measures.Success @ 5,
        ir_measures.RR @ 10,
        ir_measures.nDCG @ 10,
    ]
    relevant = {name: dict.fromkeys(right, 1) for name, right in retrieval_set.relevant.items()}
    measures = {}
    for name, ranker in rankers.items():
        scores = {
            question: {ids[number]: score for number, score in ranker(text)}
            for question, text in retrieval_set.questions.items()
        }
        found = ir_measures.calc_aggregate(wanted, relevant, scores)
        measures[name] = {str(measure): float(found[measure]) for measure in wanted}
    return RetrievalSetRun(retrieval_set.name, len(retrieval_set.questions), measures)


def _our_ranker(retrieval_set: RetrievalSet) -> Ranker:
    """Ranks paragraphs by their best sentences, without phrasings."""
    report = as_report(retrieval_set)
    engine = build_engine([report], {})
    index, target = engine.open(report.name), ReportTarget(report.name)
    weights = load_model().ranking

    def ranked(text: str) -> Sequence[tuple[int, float]]:
        question = engine.for_target(engine.analyze(text), target)
        if question.refusal is not None:
            return []
        best: dict[int, float] = {}
        for sentence in rank(find_candidates(question, index), index, weights):
            best.setdefault(index.sentences[sentence.sentence].entry, sentence.score)
        return list(best.items())[:RANKS]

    return ranked
