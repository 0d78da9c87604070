"""The commands `evaluate` and `calibrate`."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from retrieval.cli.options import MEMORY, Home, IndexUrl, Seeds, reported_errors

if TYPE_CHECKING:
    from retrieval.evaluation.gold import GoldQuestion
    from retrieval.evaluation.run import EvaluationRun, RetrievalSetRun
    from retrieval.reports.model import Report

__all__ = ["calibrate", "evaluate"]


def evaluate(
    gold: Annotated[
        list[Path],
        typer.Argument(help="Files of labelled questions, or folders with a retrieval set."),
    ],
    seeds: Seeds = None,
    home: Home = "",
    index_url: IndexUrl = MEMORY,
    reports: Annotated[
        Path | None,
        typer.Option(help="Folder with other reports; gold named after one is put to it alone."),
    ] = None,
    compare: Annotated[
        Path | None, typer.Option(help="Baseline to compare with, from --save.")
    ] = None,
    save: Annotated[Path | None, typer.Option(help="Write which questions were right.")] = None,
    peers: Annotated[bool, typer.Option("--peers", help="Measure the peers beside it.")] = False,
    page: Annotated[Path | None, typer.Option(help="Write a page on quality.")] = None,
    plot: Annotated[Path | None, typer.Option(help="Draw risk over coverage, as PNG.")] = None,
    verbose: Annotated[bool, typer.Option("--verbose", help="List what went wrong.")] = False,
) -> None:
    """Measure answers against labelled questions."""
    from retrieval.answering.library import Library
    from retrieval.answering.load import library_of, load
    from retrieval.cli import rendering, tables
    from retrieval.corpus.seeds import read_seed_file
    from retrieval.evaluation import by_group
    from retrieval.evaluation.comparison import compare_with_baseline, load_baseline
    from retrieval.evaluation.retrieval_set import is_retrieval_set
    from retrieval.evaluation.run import run_gold, run_set
    from retrieval.evaluation.shape_measures import shapes_by_kind

    def library_for(file: Path) -> Library:
        report = reports / f"{file.stem}.txt" if reports else None
        if report is not None and report.is_file():
            return library_of([read_seed_file(report)])
        return load(seeds, home=home, index_url=index_url)

    with reported_errors():
        baseline = load_baseline(compare) if compare else None
        files = [each for each in gold if not is_retrieval_set(each)]
        runs = [run_gold(file, library_for(file), peers=peers) for file in files]
        sets = [run_set(each) for each in gold if is_retrieval_set(each)]
        for run in runs:
            for system, verdicts in run.verdicts.items():
                title = f"{run.name}: {system}"
                if run.wide:
                    rendering.show(tables.shapes_view(shapes_by_kind(verdicts), title))
                else:
                    rendering.show(tables.measures_view(by_group(verdicts), title))
            if verbose:
                rendering.show(tables.mistakes_view(run.ours))
        for each in sets:
            rendering.show(tables.set_view(each))
        if baseline is not None:
            ours = [verdict for run in runs for verdict in run.ours]
            rendering.show(tables.comparison_view(compare_with_baseline(ours, baseline)))
        _write(runs, sets, save, page, plot)


def _write(
    runs: list[EvaluationRun],
    sets: list[RetrievalSetRun],
    save: Path | None,
    page: Path | None,
    plot: Path | None,
) -> None:
    from retrieval.evaluation.comparison import save_baseline
    from retrieval.evaluation.page import quality_page
    from retrieval.evaluation.run import needs_extra
    from retrieval.ranking.weights import fitted_file, load_fitted

    if save:
        save_baseline(save, [verdict for run in runs for verdict in run.ours])
    if plot:
        with needs_extra("--plot"):
            from retrieval.evaluation.plot import plot_risk_coverage
        plot_risk_coverage(load_fitted(fitted_file("decision.json"))["risk_coverage"], plot)
    if page:
        text = quality_page(runs, sets, _today(), plot.name if plot else None)
        page.write_text(text, encoding="utf-8")


def calibrate(
    gold: Annotated[Path, typer.Argument(help="Labelled questions to fit to.")],
    seeds: Seeds = None,
    general: Annotated[
        Path | None,
        typer.Option(
            help="Folder with gold about other reports, <report's name>.jsonl, and phrasings."
        ),
    ] = None,
    reports: Annotated[
        list[Path] | None,
        typer.Option(help="Folders with those other reports; the first one's are put together."),
    ] = None,
    many: Annotated[
        Path | None, typer.Option(help="Gold that names the report, put to all of them together.")
    ] = None,
    shapes: Annotated[
        list[Path] | None,
        typer.Option(help="More gold about the same reports: what they mention and do not say."),
    ] = None,
    elsewhere: Annotated[
        list[Path] | None,
        typer.Option(help="Retrieval sets whose questions are about something else."),
    ] = None,
    frames: Annotated[
        Path | None, typer.Option(help="Questions labelled with the shape they want.")
    ] = None,
    wide: Annotated[
        list[Path] | None, typer.Option(help="More gold whose kinds are shapes, for the same.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(help="Folder to write to.", show_default="retrieval/ranking/fitted"),
    ] = None,
) -> None:
    """Fit ranking, decisions and shapes to labelled questions, and write the values."""
    from retrieval.corpus.phrasings import read_phrasings
    from retrieval.corpus.seeds import (
        default_seeds_dir,
        read_seed_file,
        read_seeds,
        read_seeds_folder,
    )
    from retrieval.evaluation import load_gold
    from retrieval.evaluation.run import needs_extra

    with reported_errors():
        with needs_extra("calibrate"):
            from retrieval.evaluation import calibration
            from retrieval.evaluation.retrieval_set import unanswerable
        folder = seeds or default_seeds_dir()
        home, lexicon = read_seeds(folder), read_seeds_folder(folder).own_lexicon
        phrasings = {report.name: read_phrasings(folder, report) for report in home}
        # Wide questions are answered by no sentence alone.
        near = [each for file in shapes or () for each in load_gold(file) if not each.parts]
        training_set = calibration.TrainingSet(home, load_gold(gold), phrasings, lexicon)
        folders = reports or [folder]

        def report_of(file: Path) -> Report:
            places = [each / f"{file.stem}.txt" for each in folders]
            return read_seed_file(next(filter(Path.is_file, places), places[0]))

        others = []
        for file in sorted(general.glob("*.jsonl")) if general else ():
            report = report_of(file)
            asked = {report.name: read_phrasings(file.parent, report)}
            others.append(calibration.TrainingSet((report,), load_gold(file), asked))
        touched = [
            calibration.TrainingSet((report_of(file),), unanswered)
            for file in wide or ()
            if (unanswered := tuple(each for each in load_gold(file) if not each.answerable))
        ]
        if many is not None:
            others.append(calibration.TrainingSet(read_seeds(folders[0]), load_gold(many)))
        about_else = [each for folder in elsewhere or () for each in unanswerable(folder)]
        fitted = calibration.calibrate(training_set, others, [*near, *about_else], touched)
        target = output or Path(__file__).parents[1] / "ranking" / "fitted"
        for written in calibration.write_calibration(fitted, target, _today()):
            typer.echo(f"written: {written}")
        if frames is not None:
            several = [training_set, *others]
            alone = [*(wide or ()), *(shapes or ())]
            labelled = calibration.labelled_shapes(
                frames, [*(q for each in several for q in each.gold), *_gold_of(alone)], phrasings
            )
            file = output or Path(__file__).parents[1] / "query" / "fitted"
            typer.echo(f"written: {calibration.write_shapes(labelled, training_set, file)}")


def _gold_of(files: list[Path]) -> list[GoldQuestion]:
    from retrieval.evaluation import load_gold

    return [question for file in files for question in load_gold(file)]


def _today() -> datetime.date:
    return datetime.datetime.now(tz=datetime.UTC).date()
