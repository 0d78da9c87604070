"""What the longer commands of `python -m retrieval` do."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.answering.load import library_of, load
from retrieval.cli import rendering
from retrieval.corpus.phrasings import read_phrasings
from retrieval.corpus.seeds import default_seeds_dir, read_seed_file, read_seeds
from retrieval.errors import RetrievalError
from retrieval.evaluation import by_group, load_gold
from retrieval.evaluation.baseline import compare, load_baseline, save_baseline
from retrieval.evaluation.page import quality_page
from retrieval.evaluation.retrieval_set import is_retrieval_set
from retrieval.evaluation.run import OURS, EvaluationRun, try_gold, try_set
from retrieval.ranking.weights import fitted_file, load_fitted

__all__ = ["EvaluationOptions", "run_calibration", "run_evaluation"]

_NEEDS_EXTRA = "needs the extra `evaluation`: python -m pip install '.[evaluation]'"


@dataclass(frozen=True, slots=True)
class EvaluationOptions:
    """What `evaluate` was told."""

    seeds: Path | None
    home: str
    index_url: str
    reports: Path | None
    compare: Path | None
    save: Path | None
    page: Path | None
    plot: Path | None
    peers: bool
    verbose: bool


def run_evaluation(gold: Sequence[Path], options: EvaluationOptions) -> None:
    """Measures, shows, and writes what is wanted; raises RetrievalError with one sentence."""
    baseline = load_baseline(options.compare) if options.compare else None
    trials = [_gold_trial(each, options) for each in gold if not is_retrieval_set(each)]
    sets = [try_set(each) for each in gold if is_retrieval_set(each)]
    for trial in trials:
        for system, verdicts in trial.verdicts.items():
            rendering.show(rendering.measures_view(by_group(verdicts), f"{trial.name}: {system}"))
        if options.verbose:
            rendering.show(rendering.mistakes_view(trial.verdicts[OURS]))
    for each in sets:
        rendering.show(rendering.set_view(each))
    ours = [verdict for trial in trials for verdict in trial.verdicts[OURS]]
    if baseline is not None:
        rendering.show(rendering.comparison_view(compare(ours, baseline)))
    if options.save:
        save_baseline(options.save, ours)
    if options.plot:
        _plot(options.plot)
    if options.page:
        today = datetime.datetime.now(tz=datetime.UTC).date()
        plot = options.plot.name if options.plot else None
        options.page.write_text(quality_page(trials, sets, today, plot), encoding="utf-8")


def _gold_trial(gold: Path, options: EvaluationOptions) -> EvaluationRun:
    report = options.reports / f"{gold.stem}.txt" if options.reports else None
    if report is not None and report.is_file():
        library = library_of([read_seed_file(report)])
    else:
        library = load(options.seeds, home=options.home, index_url=options.index_url)
    return try_gold(gold, library, peers=options.peers)


def _plot(file: Path) -> None:
    try:
        from retrieval.evaluation.plot import plot_risk_coverage  # with the extra
    except ImportError as error:
        message = f"--plot {_NEEDS_EXTRA} ({error.name} is missing)"
        raise RetrievalError(message) from error
    plot_risk_coverage(load_fitted(fitted_file("decision.json"))["risk_coverage"], file)


def run_calibration(
    gold: Path,
    seeds: Path | None,
    general: Path | None,
    reports: Path | None,
    many: Path | None,
    output: Path | None,
) -> Iterator[str]:
    """Fits, writes, and says what was written; raises RetrievalError with one sentence.

    `general`: a folder with gold about single reports in `reports`; `many`: gold that names the
    report, which is put to all of them together.
    """
    try:
        from retrieval.evaluation import calibration
    except ImportError as error:
        message = f"calibrate {_NEEDS_EXTRA} ({error.name} is missing)"
        raise RetrievalError(message) from error
    folder = seeds or default_seeds_dir()
    home_reports = read_seeds(folder)
    home = calibration.Material(
        home_reports,
        {report.name: read_phrasings(folder, report) for report in home_reports},
        load_gold(gold),
    )
    others = []
    for file in sorted(general.glob("*.jsonl")) if general else ():
        report = (reports or folder) / f"{file.stem}.txt"
        others.append(calibration.Material((read_seed_file(report),), {}, load_gold(file)))
    if many is not None:
        others.append(calibration.Material(read_seeds(reports or folder), {}, load_gold(many)))
    fitted = calibration.calibrate(home, others)
    target = output or Path(__file__).parents[1] / "ranking" / "fitted"
    today = datetime.datetime.now(tz=datetime.UTC).date()
    for written in calibration.write_calibration(fitted, target, today):
        yield f"written: {written}"
