"""How long loading and answering take, as ratios to plain jieba and rank-bm25 in the same run.

    python -m tests.checks.speed

A start is measured in processes of their own, turn by turn, with warm caches: import, load and first
answer beside the import of jieba with its dictionary.  Answering is measured question by question, turn
by turn with the peer, over the dev questions; each round asks for another number of excerpts, because
answers are remembered.
"""

from __future__ import annotations

import functools
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

import retrieval
from retrieval.evaluation import load_gold
from retrieval.evaluation.peers import peer, plain_rank_bm25
from tests.conftest import GOLD, ROOT, SEEDS

_ROUNDS = 5
# Excerpts that are asked for in the first round, more than anyone is shown.
_TOP = 5
_TIMED = "import time; begun = time.perf_counter(); {}; print(time.perf_counter() - begun)"
_JIEBA = _TIMED.format("import jieba; jieba.setLogLevel(60); jieba.initialize()")
_OURS = _TIMED.format(f"import retrieval; retrieval.load({str(SEEDS)!r}).ask('新增了多少停车位')")


def _seconds(program: str) -> float:
    finished = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return float(finished.stdout)


def _milliseconds(ask: Callable[[str], object], question: str) -> float:
    begun = time.perf_counter()
    ask(question)
    return 1000 * (time.perf_counter() - begun)


def _percentile(times: Sequence[float], share: int) -> float:
    return statistics.quantiles(times, n=100)[share - 1]


def main() -> None:
    """Measures, and prints one line each."""
    for program in (_JIEBA, _OURS):
        _seconds(program)  # caches are written
    loads = [(_seconds(_JIEBA), _seconds(_OURS)) for _ in range(_ROUNDS)]
    jieba, ours = (statistics.median(each) for each in zip(*loads, strict=True))
    print(
        f"import, load, first answer: {ours:.2f} s; import of jieba with its dictionary "
        f"{jieba:.2f} s; ratio {ours / jieba:.2f}"
    )

    library = retrieval.load(SEEDS)
    plain = peer(library.reports, plain_rank_bm25)
    questions = [gold.question for gold in load_gold(GOLD)]
    for question in questions:  # what is made at the first question of its sort
        library.ask(question)
    rounds = [
        (
            _milliseconds(functools.partial(library.ask, top=_TOP + turn), question),
            _milliseconds(plain, question),
        )
        for turn in range(_ROUNDS)
        for question in questions
    ]
    mine, theirs = (list(each) for each in zip(*rounds, strict=True))
    median, plain_median = statistics.median(mine), statistics.median(theirs)
    print(
        f"ask: median {median:.2f} ms, 95th percentile {_percentile(mine, 95):.2f} ms; "
        f"rank-bm25 + jieba {plain_median:.2f} and {_percentile(theirs, 95):.2f} ms; "
        f"ratio {median / plain_median:.1f}"
    )


if __name__ == "__main__":
    main()
