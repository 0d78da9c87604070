"""The command `inspect`: what is understood of reports, and what looks wrong."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from retrieval.cli.options import reported_errors
from retrieval.wording.terminal import say

if TYPE_CHECKING:
    from retrieval.corpus.inspection import Inspection, PartSummary

__all__ = ["inspect"]


def inspect(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Reports, or folders that hold reports.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a report.")] = False,
) -> None:
    """Show what is understood of reports, and what looks wrong in them."""
    from retrieval.corpus.inspection import inspect_file
    from retrieval.corpus.seeds import read_seed_file
    from retrieval.errors import SeedError
    from retrieval.figures.contradictions import contradiction_findings

    unread = False
    with reported_errors():
        for file in _files(files):
            try:
                found = inspect_file(file)
                contradictions = contradiction_findings(read_seed_file(file))
            except SeedError as error:
                unread = True
                say(f"error: {error}", err=True)
                continue
            found = replace(found, findings=(*found.findings, *contradictions))
            if as_json:
                sys.stdout.write(json.dumps(found.as_dict(), ensure_ascii=False) + "\n")
            else:
                say("\n".join(_lines(found)) + "\n")
    if unread:
        raise typer.Exit(2)


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """`paths`, of folders the reports in them; what else they hold goes to standard error."""
    from retrieval.corpus.seeds import report_files, unread_in

    for path in paths:
        if not path.is_dir():
            yield path
            continue
        yield from report_files(path)
        for each in unread_in(path):
            say(f"left out: {each}", err=True)


def _lines(found: Inspection) -> Iterator[str]:
    meta = found.metadata
    yield meta.name
    yield f"  title     {meta.title or 'unknown'}"
    yield f"  place     {meta.place or 'unknown'}" + (f" ({meta.level})" if meta.level else "")
    yield f"  given     {meta.date or 'unknown'}" + (f", {meta.occasion}" if meta.occasion else "")
    if found.speaker:
        yield f"  by        {' '.join(filter(None, (found.office, found.speaker)))}"
    yield f"  year      {meta.year or 'unknown'}{_period(found)}"
    yield (
        f"  text      {meta.paragraphs} paragraphs, {found.sentences} sentences, "
        f"{found.characters:,} characters; {len(found.set_aside)} lines set aside"
    )
    for part in found.parts:
        yield from _part(part)
    for each in found.mended:
        yield f"  mended: {each.message}"
    for each in found.findings:
        yield f"  {'WRONG' if each.serious else 'note'}: {each.message}"
    if not found.findings:
        yield "  nothing looks wrong"


def _period(found: Inspection) -> str:
    said = ""
    if found.reviews:
        said += f", looks back on {_years(found.reviews)}"
    if found.plans:
        said += f", plans for {_years(found.plans)}"
    return said


def _years(years: Sequence[int]) -> str:
    return "–".join(map(str, dict.fromkeys(years)))


def _part(part: PartSummary) -> Iterator[str]:
    frame = "" if part.frame == "unknown" else f" [{part.frame}]"
    yield f"  {part.title or '(before the first heading)'}{frame}, {part.paragraphs} paragraphs"
    yield f"      {part.begins}…"
    for section in part.sections:
        yield f"      - {section}"
