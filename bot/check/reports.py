"""The reports: what was understood of each, and states in which an office got only half-way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.check.outcome import Outcome
from bot.runtime.library import load_for
from bot.settings import Settings
from retrieval import (
    OWN_FOLDER,
    Library,
    ReportMetadata,
    RetrievalError,
    default_seeds_dir,
    gold_of,
    inspect_report,
    load_gold,
    own_gold,
    shipped_in,
)

__all__ = ["check_gold", "check_reports"]

# Reports that are listed one by one, and that are looked at for what is wrong, which takes a while.
_LISTED, _INSPECTED = 20, 3
_PHRASINGS = ".phrasings.txt"


def check_reports(settings: Settings, outcome: Outcome) -> Library | None:
    """What was understood of each report, what is left out, and what is half done; the reports,
    where they can be loaded."""
    folder = settings.seeds_dir or default_seeds_dir()
    try:
        library = load_for(settings, log=False)
    except RetrievalError as error:
        outcome.failed.append(f"SEEDS_DIR: {error}")
        return None
    count = len(library.metadata)
    outcome.passed.append(f"SEEDS_DIR: {folder}, reports that can be asked: {count}")
    outcome.passed += [f"  {_line(each)}" for each in library.metadata[:_LISTED]]
    if count > _LISTED:
        outcome.passed.append(f"  and {count - _LISTED} more")
    if count > 1 and library.home_place:
        outcome.passed.append(f"HOME_PLACE: {library.home_place} answers where none is named")
    outcome.odd += [
        each if each.startswith("HOME_PLACE") else f"SEEDS_DIR: left out: {each}"
        for each in library.faults
    ]
    outcome.odd += _wrong(library)
    outcome.odd += _half_way(folder, library)
    return library


def _line(report: ReportMetadata) -> str:
    """What was understood of a report."""
    place = f"{report.place} ({report.level})" if report.place else "place unknown"
    date = report.date.isoformat() if report.date else "date unknown"
    year = f"for {report.year}" if report.year else "year unknown"
    phrasings = "with phrasings" if report.coverage else "no phrasings"
    facts = ", ".join([place, date, year, f"{report.paragraphs} paragraphs", phrasings])
    return f"{report.name}: 《{report.title}》, {facts}"


def _wrong(library: Library) -> Iterator[str]:
    """What looks seriously wrong in the reports, where they are few."""
    if len(library.metadata) > _INSPECTED:
        return
    for each in library.metadata:
        found = inspect_report(library.report(each.name))
        yield from (
            f"SEEDS_DIR: {each.name}: {one.message}" for one in found.findings if one.serious
        )


def _half_way(folder: Path, library: Library) -> Iterator[str]:
    """States in which an office's own report is not what answers."""
    loaded = [each.name for each in library.metadata]
    shipped = [name for name in shipped_in(folder) if name in loaded]
    own = [name for name in loaded if name not in shipped]
    if shipped and own:
        yield (
            f"SEEDS_DIR: {shipped[0]}, which comes with the program, answers beside {own[0]}; "
            f"python -m bot adopt '{folder / own[0]}' puts yours in its place"
        )
    elsewhere = Path(OWN_FOLDER)
    if elsewhere.is_dir() and folder.resolve() != elsewhere.resolve():
        yield (
            f"SEEDS_DIR: names {folder}, so that {OWN_FOLDER} is not used; take SEEDS_DIR out, or "
            f"the folder {OWN_FOLDER} away"
        )
    stems = {Path(name).stem for name in loaded}
    for file in sorted(folder.glob(f"*{_PHRASINGS}")):
        stem = file.name.removesuffix(_PHRASINGS).removesuffix(".own")
        if stem not in stems:
            yield f"SEEDS_DIR: {file.name} belongs to no report here; name it as its report is"


def check_gold(settings: Settings, library: Library | None, outcome: Outcome) -> None:
    """Whether the labelled questions can be read, and are about the reports of `library`."""
    try:
        own_gold(settings.seeds_dir or default_seeds_dir())
    except RetrievalError as error:
        outcome.failed.append(f"SEEDS_DIR: {error}")
    file = settings.gold_file
    if file is None:
        return
    try:
        count = len(load_gold(file))
    except RetrievalError as error:
        outcome.failed.append(f"GOLD_FILE: {error}")
        return
    if library is not None and not gold_of(library, [file]):
        outcome.odd.append(f"GOLD_FILE: none of its {count} questions is about a loaded report")
