"""How many names of divisions are understood, in reports and in questions, and which are found where.

python -m tests.checks.places [--questions FILE …]
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from retrieval.corpus.divisions import Division, called, divisions
from retrieval.corpus.gazetteer import Gazetteer, load_gazetteer, other_places
from retrieval.corpus.metadata import ReportMetadata, metadata_of
from retrieval.corpus.source import ReportWithPhrasings
from retrieval.language.normalization import fold
from retrieval.query.places import Places
from retrieval.reports.parser import read_report

__all__ = ["metadata_at", "misread_in_questions", "misread_in_reports", "names_as_written"]

_ROOT = Path(__file__).resolve().parents[2]
_REPORT = "政府工作报告\n——2023年1月10日在{place}第十七届人民代表大会第二次会议上\n各位代表：\n新增公共停车泊位2000个。\n"


def all_divisions() -> list[Division]:
    """All divisions of the list below provinces."""
    return [each for several in divisions().values() for each in several]


def names_as_written(division: Division) -> Iterator[str]:
    """How a title block may name a division: alone, below the one above, below all above."""
    yield division.name
    yield division.above[-1] + division.name
    if len(division.above) > 1:
        yield division.path


def metadata_at(place: str, gazetteer: Gazetteer, name: str = "report.txt") -> ReportMetadata:
    """The metadata of a small report given at `place`."""
    report = read_report(name, _REPORT.format(place=place))
    return metadata_of(ReportWithPhrasings(report), (), gazetteer, ())


def misread_in_reports(gazetteer: Gazetteer, every: int = 1) -> tuple[int, list[str]]:
    """How many title blocks were read, and those whose place was not understood."""
    written = [(d, name) for d in all_divisions()[::every] for name in names_as_written(d)]
    wrong = []
    for division, name in written:
        meta = metadata_at(name, gazetteer)
        told = meta.above == division.above or name == division.name
        if meta.place != division.name or not told:
            wrong.append(f"{name}: {meta.place} in {meta.above}")
    return len(written), wrong


def misread_in_questions(gazetteer: Gazetteer, every: int = 1) -> tuple[int, list[str]]:
    """How many questions were read, and those that were not taken to the report of their place."""
    wrong, read = [], 0
    for division in all_divisions()[::every]:
        meta = metadata_at(division.path, gazetteer)
        other = metadata_at("广东省深圳市", gazetteer, "other.txt")
        places = Places((meta, other), gazetteer, ()).at_home(other.place)
        above = called(fold(division.above[-1]).text)[-1]
        for name in dict.fromkeys(
            (*division.names, above + division.names[-1], fold(division.path).text)
        ):
            text = f"{name}新增了多少停车位"
            found = places.in_text(text, frozenset((0, len(name), len(text))))
            read += 1
            if [each for mention in found for each in sorted(places.loaded(mention))] != [
                meta.place
            ]:
                wrong.append(f"{name}: {[sorted(each.places) for each in found]} for {meta.place}")
    return read, wrong


def main(questions: Annotated[list[Path] | None, typer.Option()] = None) -> None:
    """Prints shares and what was misread; with `questions` the places found in those."""
    gazetteer = load_gazetteer()
    for what, (count, wrong) in (
        ("title blocks", misread_in_reports(gazetteer)),
        ("questions", misread_in_questions(gazetteer)),
    ):
        typer.echo(f"{what}: {count - len(wrong)} of {count} understood")
        for each in wrong[:20]:
            typer.echo(f"  {each}")
    import retrieval

    library = retrieval.load(_ROOT / "seeds")
    places = Places((), gazetteer, other_places())
    found: Counter[str] = Counter()
    asked = 0
    for file in questions or ():
        for line in file.read_text("utf-8").splitlines():
            question = library._engine.analyze(json.loads(line)["question"])
            asked += 1
            text = question.read.text
            found.update(each.span.of(text) for each in places.in_text(text, question.boundaries))
    typer.echo(f"{asked} questions name {sum(found.values())} places: {dict(found.most_common())}")


if __name__ == "__main__":
    typer.run(main)
