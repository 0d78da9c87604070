"""The command `figures`: what reports count, as lines, CSV or JSON."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from retrieval.cli.options import Home, Seeds, reported_errors
from retrieval.errors import RetrievalError

if TYPE_CHECKING:
    from retrieval.answering.library import Library
    from retrieval.figures.figure import Figure
    from retrieval.reports.model import Report

__all__ = ["figures"]


def figures(
    reports: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="REPORT", help="Names of reports; without any, all.", show_default=False
        ),
    ] = None,
    about: Annotated[str, typer.Option(help="Only figures about these words.")] = "",
    across: Annotated[
        bool, typer.Option("--across", help="One figure a report for the question of --about.")
    ] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="As CSV for spreadsheets.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON with a dictionary.")] = False,
    seeds: Seeds = None,
    home: Home = "",
) -> None:
    """List the figures of reports: what is counted, how much, for which time, and where."""
    from retrieval.answering.load import load
    from retrieval.figures.table import figure_rows, figures_csv, figures_json

    with reported_errors():
        library = load(seeds, home=home)
        found = _across(library, about) if across else _listed(library, reports or [], about)
        if as_csv or as_json:
            rows: list[dict[str, Any]] = []
            metadata = {meta.name: meta for meta in library.metadata}
            for report, figures in found:
                rows += figure_rows(report, metadata[report.name], figures)
            sys.stdout.write(figures_csv(rows) if as_csv else figures_json(rows) + "\n")
            return
        for report, figures in found:
            typer.echo(f"{report.name}: {len(figures)} figures")
            for each in figures:
                typer.echo(_line(each))


def _listed(
    library: Library, names: list[str], about: str
) -> Iterator[tuple[Report, tuple[Figure, ...]]]:
    for name in names or [meta.name for meta in library.metadata]:
        report = library.report(name)
        listed = library.figures
        yield report, listed.about(report.name, about) if about else listed.of(report.name)


def _across(library: Library, about: str) -> Iterator[tuple[Report, tuple[Figure, ...]]]:
    series = library.figures.series(about)
    if series is None:
        message = (
            f"no two reports give a figure for {about!r}; name what is counted, as in GDP增长目标"
        )
        raise RetrievalError(message)
    for point in (*series.points, *series.apart):
        if point.figure is not None:
            yield library.report(point.report.name), (point.figure,)


def _line(each: Figure) -> str:
    time = each.period.shown if each.period else each.tense.value
    action = f"{each.action.shown} " if each.action else ""
    what = f"{action}{each.what or '?'}"
    return f"  ¶{each.paragraph}  {what}: {each.written.shown}  [{each.role.value}, {time}]"
