"""The command `phrasings`: what a report has, proposals, batches for people, and their answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from retrieval.cli.options import reported_errors
from retrieval.wording.terminal import say

if TYPE_CHECKING:
    from retrieval.corpus.collecting.coverage import Coverage
    from retrieval.corpus.phrasings import Phrasing
    from retrieval.reports.model import Report

__all__ = ["phrasings"]

# Sentences without phrasings that are shown: a screen of them.
_SHOWN = 10
# Refused lines that are shown: beyond that the rest is counted.
_REFUSED = 50


def phrasings(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The report, in its seeds folder.")],
    propose: Annotated[
        bool,
        typer.Option(
            "--propose",
            help="Write proposals made by templates to <report>.proposed.phrasings.txt.",
        ),
    ] = False,
    batches: Annotated[
        Path | None,
        typer.Option(
            help="Write the sentences with too few phrasings to this folder, as plain text with an "
            "instruction for colleagues or any chat model."
        ),
    ] = None,
    size: Annotated[int, typer.Option(min=1, help="Sentences in a batch.")] = 20,
    take: Annotated[
        list[Path] | None,
        typer.Option(help="Check a file of answers line by line, and keep what is sound."),
    ] = None,
    gold: Annotated[
        list[Path] | None,
        typer.Option(help="Labelled questions that none may copy, beside the office's own."),
    ] = None,
) -> None:
    """Show how the sentences of a report are covered with phrasings, and get more of them."""
    from retrieval.corpus.collecting.coverage import coverage_of
    from retrieval.corpus.phrasings import read_phrasings
    from retrieval.corpus.seeds import read_seed_file

    with reported_errors():
        report, folder = read_seed_file(file), file.parent
        known = read_phrasings(folder, report)
        questions = _gold(folder, gold or ())
        for answers in take or ():
            known = _take(report, folder, answers, known, questions)
        coverage = coverage_of(report, known)
        say("\n".join(_coverage_lines(coverage)))
        if propose:
            _propose(report, folder, coverage, questions)
        if batches is not None:
            from retrieval.corpus.collecting.batches import batches_of, write_batches

            found = batches_of(coverage, size)
            write_batches(batches, found)
            say(f"{len(found)} batches are in {batches}; then --take what comes back")


def _gold(folder: Path, files: Sequence[Path]) -> tuple[str, ...]:
    """The labelled questions of the office's own and of `files`."""
    from retrieval.evaluation.gold import load_gold
    from retrieval.evaluation.own_gold import own_gold

    found = [*own_gold(folder), *(each for file in files for each in load_gold(file))]
    return tuple(each.question for each in found)


def _take(
    report: Report, folder: Path, answers: Path, known: tuple[Phrasing, ...], gold: Sequence[str]
) -> tuple[Phrasing, ...]:
    """All phrasings, with what is sound in the file `answers`."""
    from retrieval.corpus.collecting.answers import check_answers, keep_sound
    from retrieval.errors import WordsError

    try:
        text = answers.read_bytes().decode("utf-8-sig")
    except OSError as error:
        message = f"{answers} cannot be read ({error.strerror})"
        raise WordsError(message) from error
    except UnicodeDecodeError as error:
        message = f"{answers}: not UTF-8; save the file as UTF-8"
        raise WordsError(message) from error
    found = check_answers(report, text, known, gold)
    for reason in found.refused[:_REFUSED]:
        say(f"left out: {answers}, {reason}", err=True)
    if len(found.refused) > _REFUSED:
        say(f"left out: {len(found.refused) - _REFUSED} more lines", err=True)
    file = keep_sound(folder, report, found.sound)
    say(f"{answers}: {len(found.sound)} kept in {file}, {len(found.refused)} left out")
    return (*known, *found.sound)


def _propose(report: Report, folder: Path, coverage: Coverage, gold: Sequence[str]) -> None:
    from retrieval.corpus.collecting.answers import is_near_copy
    from retrieval.corpus.collecting.coverage import FEW
    from retrieval.corpus.collecting.proposals import load_proposer, proposed_file

    wanted = [each for each in coverage.sentences if each.count < FEW]
    found = load_proposer().proposals(wanted, is_near_copy(gold))
    file = proposed_file(folder, report.name)
    lines = ["# Proposed by templates, and read by nobody yet: delete what nobody would ask, then"]
    lines.append("# `python -m retrieval phrasings FILE --take` this file to keep the rest.")
    for each, texts in found:
        lines += ["", f"> {each.quotation}", *texts]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    count = sum(len(texts) for _, texts in found)
    say(f"{count} phrasings for {len(found)} sentences are proposed in {file}")


def _coverage_lines(coverage: Coverage) -> list[str]:
    from retrieval.corpus.collecting.coverage import FEW

    total = len(coverage.sentences)
    lines = [
        f"{total} sentences, {coverage.phrasings} phrasings",
        f"  none           {coverage.none}",
        f"  fewer than {FEW}   {coverage.few}",
        f"  {FEW} or more      {coverage.many}",
    ]
    headings = Counter(each.heading for each in coverage.sentences if not each.count)
    for heading, count in headings.most_common(_SHOWN):
        lines.append(f"  {count:4} without any in {heading or 'what stands under no heading'}")
    return lines
