"""Gold of an office's own, in `own.gold.jsonl` of the seeds folder, and the gold that belongs to
loaded reports.

Operators mark answers as right, name the sentence that is right, or say that nothing answers; a
mark is one line of gold, which names the report that it is about.  The last mark of a question
counts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from retrieval.answering.answer import Answer
from retrieval.answering.library import Library
from retrieval.corpus.own_files import GOLD_SUFFIX, append_lines
from retrieval.errors import GoldError
from retrieval.evaluation.gold import GoldQuestion, load_gold
from retrieval.evaluation.verdict import judge
from retrieval.language.normalization import fold
from retrieval.outcome import Outcome
from retrieval.query.shape import Shape
from retrieval.reports.lines import squeeze
from retrieval.reports.model import Report, Span

__all__ = [
    "answers_rightly",
    "default_gold_file",
    "gold_of",
    "keep_gold",
    "own_gold",
    "own_gold_file",
    "question_key",
    "right_answer",
    "right_sentence",
    "without_answer",
]

_OWN_GOLD = f"own.{GOLD_SUFFIX}"
# Hexadecimal digits of a question's digest in the id of its mark: no two of millions are the same.
_DIGITS = 12
# Reports that are opened to see whether they hold an answer whose gold names no report: one of more
# reports than an office looks after by hand should say which it is about.
_FEW = 16


def default_gold_file() -> Path | None:
    """The labelled questions of a working copy of this project; None where there are none."""
    file = Path(__file__).resolve().parents[2] / "tests" / "gold" / "questions.dev.jsonl"
    return file if file.is_file() else None


def own_gold_file(folder: Path) -> Path:
    """The file of the office's own gold in the seeds folder `folder`; there may be none yet."""
    return folder / _OWN_GOLD


def own_gold(folder: Path) -> tuple[GoldQuestion, ...]:
    """The office's own gold, the last mark of each question; raises GoldError."""
    file = own_gold_file(folder)
    return load_gold(file) if file.is_file() else ()


def question_key(question: str) -> str:
    """What two spellings of one question have in common."""
    return "".join(filter(str.isalnum, fold(question).text))


def right_answer(answer: Answer, about: str) -> GoldQuestion:
    """The mark that `answer` is right as it is: its excerpts are, or that nothing is found is.

    `about`: the name of the report that nothing was found in.
    """
    if answer.outcome is not Outcome.ANSWERED:
        return without_answer(answer.question, about)
    shown = answer.hits[: max(answer.shown, 1)]
    reports = tuple(dict.fromkeys(hit.location.report for hit in shown))
    if answer.side_by_side or answer.shape is not Shape.EXCERPT:
        parts = tuple((hit.excerpt,) for hit in shown)
        return _gold(answer.question, "wide", reports, parts=parts)
    return _gold(answer.question, "colloquial", reports[:1], answers=(shown[0].excerpt,))


def right_sentence(question: str, report: Report, sentence: Span) -> GoldQuestion:
    """The mark that `sentence` of `report` answers `question`."""
    return _gold(question, "colloquial", (report.name,), answers=(sentence.of(report.text),))


def without_answer(question: str, about: str) -> GoldQuestion:
    """The mark that the report called `about` does not answer `question`."""
    return _gold(question, "oos", (about,))


def _gold(
    question: str,
    kind: str,
    reports: tuple[str, ...],
    answers: tuple[str, ...] = (),
    parts: tuple[tuple[str, ...], ...] = (),
) -> GoldQuestion:
    digest = hashlib.sha256(question_key(question).encode()).hexdigest()[:_DIGITS]
    return GoldQuestion(
        f"OWN-{digest}", question, kind, answers, bool(answers or parts), reports, parts=parts
    )


def keep_gold(folder: Path, gold: GoldQuestion) -> Path:
    """Appends the mark `gold` to the office's own, whose file is returned; raises GoldError."""
    file = own_gold_file(folder)
    row = {
        "id": gold.id,
        "question": gold.question,
        "kind": gold.kind,
        "answers": gold.answers,
        "answerable": gold.answerable,
        "reports": gold.reports,
    }
    parts = {"parts": gold.parts} if gold.parts else {}
    try:
        append_lines(file, json.dumps(row | parts, ensure_ascii=False))
    except OSError as error:
        message = f"{file} cannot be written ({error.strerror}); check its permissions and the disk"
        raise GoldError(message) from error
    return file


def answers_rightly(library: Library, gold: GoldQuestion) -> bool:
    """Whether `library` answers `gold` as it says."""
    return judge(lambda text: library.ask(text, 1), gold).right


def gold_of(library: Library, files: Sequence[Path]) -> tuple[GoldQuestion, ...]:
    """The questions of `files` that belong to the reports of `library`, each where it stands first.

    A question belongs that names a loaded report, or whose answer stands in one.  One that has
    neither name nor answer belongs where most others of its file do.  Raises GoldError.
    """
    loaded = {each.name for each in library.metadata}
    texts = _texts(library)
    found: dict[str, GoldQuestion] = {}
    for file in dict.fromkeys(file.resolve() for file in files):
        rows = load_gold(file)
        belongs = {each.id: _belongs(each, loaded, texts) for each in rows}
        decided = [each for each in belongs.values() if each is not None]
        others = not decided or 2 * sum(decided) > len(decided)
        for each in rows:
            if belongs[each.id] or (belongs[each.id] is None and others):
                found.setdefault(question_key(each.question), each)
    return tuple(found.values())


def _texts(library: Library) -> tuple[str, ...]:
    """The texts of the reports that an answer without a report's name is looked for in."""
    few = len(library.metadata) <= _FEW
    reports = library.reports if few else (library.home_report,)
    return tuple(squeeze(report.text) for report in reports)


def _belongs(gold: GoldQuestion, loaded: set[str], texts: Sequence[str]) -> bool | None:
    """Whether `gold` belongs to the loaded reports; None where it does not say itself."""
    if gold.each:
        return loaded.issuperset(gold.named_reports)
    if gold.reports:
        return not loaded.isdisjoint(gold.reports)
    pieces = gold.answers or tuple(text for part in gold.parts for text in part)
    if not pieces:
        return None
    return any(squeeze(piece) in text for piece in pieces for text in texts)
