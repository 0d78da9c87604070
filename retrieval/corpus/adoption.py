"""Adoption: an office's own report takes the place of the one that comes with the program.

    own-reports/     in the working folder: used instead of `seeds` once it holds a report

Neither git nor an image touches that folder.  Where SEEDS_DIR names another one, such as a volume,
the report goes into that, and what `shipped.list` names there moves to `.set-aside` within it.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from retrieval.corpus.additions import LEXICON_SUFFIX
from retrieval.corpus.examples import EXAMPLES_SUFFIX
from retrieval.corpus.phrasings import OWN_PHRASINGS_SUFFIX, PHRASINGS_SUFFIX
from retrieval.corpus.seeds import OWN_FOLDER, default_seeds_dir
from retrieval.errors import SeedError, WordsError
from retrieval.words.files import entries

__all__ = ["Adoption", "adopt", "shipped_in"]

_SHIPPED = "shipped.list"
# Hidden, so that nothing in it is taken for a report, nor its name for a folder of reports.
_ASIDE = ".set-aside"
# What lies beside a report and is about it alone, and what is the office's own for any report.
_BESIDE = (PHRASINGS_SUFFIX, OWN_PHRASINGS_SUFFIX, EXAMPLES_SUFFIX, LEXICON_SUFFIX)
_OWN = f"own{LEXICON_SUFFIX}"


@dataclass
class Adoption:
    """What was done to put a report in.

    `file`: the report where it lies now.  `set_aside`: the names of the reports that do not answer
    any more.  `replaced`: whether there was a report of this name.
    """

    file: Path
    set_aside: tuple[str, ...] = ()
    replaced: bool = False
    _moved: list[tuple[Path, Path]] = field(default_factory=list)
    _made: list[Path] = field(default_factory=list)

    def undo(self) -> None:
        """Puts everything back as it was, as far as the system allows."""
        for each in self._made:
            with contextlib.suppress(OSError):
                each.unlink()
        for before, now in reversed(self._moved):
            with contextlib.suppress(OSError):
                now.replace(before)
        with contextlib.suppress(OSError):  # the folder, if nothing else is in it
            self.file.parent.rmdir()

    def move(self, file: Path, to: Path) -> None:
        """Moves `file`; raises OSError."""
        to.parent.mkdir(parents=True, exist_ok=True)
        file.replace(to)
        self._moved.append((file, to))

    def copy(self, file: Path, to: Path) -> None:
        """Copies `file`; what is there before is kept for `undo`.  Raises OSError."""
        if to.is_file():
            self.move(to, to.parent / _ASIDE / f"{to.name}.before")
        part = to.with_name(f".{to.name}.part")
        shutil.copyfile(file, part)
        part.replace(to)
        self._made.append(to)


def shipped_in(folder: Path) -> tuple[str, ...]:
    """The reports in `folder` that come with the program; none where it does not say."""
    file = folder / _SHIPPED
    if not file.is_file():
        return ()
    with contextlib.suppress(WordsError):
        return tuple(name for _, name in entries(file) if (folder / name).is_file())
    return ()


def adopt(file: Path, seeds_dir: Path | None = None, name: str = "") -> Adoption:
    """Puts the report `file` in, called `name` if that is given, and sets aside those that come
    with the program.

    `seeds_dir`: the folder in use, if it was set; without, that is `own-reports` from now on.

    Raises SeedError, whose message says what to do; nothing has changed then.
    """
    target, before = _folder(seeds_dir), seeds_dir or default_seeds_dir()
    adoption = Adoption(target / (name or file.name))
    try:
        target.mkdir(parents=True, exist_ok=True)
        adoption.replaced = adoption.file.is_file()
        if adoption.file.resolve() != file.resolve():
            for each, to in _belongings(file, adoption.file, before):
                adoption.copy(each, to)
        adoption.set_aside = tuple(_set_aside(adoption, target, before))
    except OSError as error:
        adoption.undo()
        message = (
            f"{target} cannot be written ({error.strerror}); make the folder, and give it to the "
            "account that runs the bot"
        )
        raise SeedError(message) from error
    return adoption


def _folder(seeds_dir: Path | None) -> Path:
    """The folder that the report goes into: never one of the program's that git brings back."""
    chosen = seeds_dir or default_seeds_dir()
    if seeds_dir is None and not chosen.is_dir():
        return Path(OWN_FOLDER)
    if not shipped_in(chosen):
        return chosen
    of_git = (chosen.resolve().parent / ".git").exists()
    return Path(OWN_FOLDER) if seeds_dir is None or of_git else chosen


def _belongings(file: Path, to: Path, before: Path) -> Iterator[tuple[Path, Path]]:
    """The report and what lies beside it, each with its place, and the office's own lexicon."""
    yield file, to
    for suffix in _BESIDE:
        beside = file.with_name(file.stem + suffix)
        if beside.is_file():
            yield beside, to.with_name(to.stem + suffix)
    own, target = before / _OWN, to.with_name(_OWN)
    if own.is_file() and not target.exists():
        yield own, target


def _set_aside(adoption: Adoption, folder: Path, before: Path) -> Sequence[str]:
    """Moves the reports that come with the program away, with what lies beside them; their names.

    In another folder, that was in use `before`, they stay: it is no more.
    """
    names = [name for name in shipped_in(folder) if name != adoption.file.name]
    for name in names:
        stem = Path(name).stem
        for each in (name, *(stem + suffix for suffix in _BESIDE)):
            if (folder / each).is_file():
                adoption.move(folder / each, folder / _ASIDE / each)
    return names or shipped_in(before)
