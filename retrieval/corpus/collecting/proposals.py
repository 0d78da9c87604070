"""Proposals: phrasings made from a report by templates, for people to read and to choose from.

They stand in `<report>.proposed.phrasings.txt` in the form of phrasings.  Nobody has asked them, so
the bot does not read this file; what is good in it goes through `--take`, as answers do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from retrieval.corpus.collecting.coverage import SentenceCoverage
from retrieval.corpus.phrasings import PHRASINGS_SUFFIX
from retrieval.language.lexicon import lexicon_lines, read_line
from retrieval.words.files import load_table, word_file

__all__ = ["PROPOSED_SUFFIX", "Proposer", "load_proposer", "proposed_file"]

PROPOSED_SUFFIX = f".proposed{PHRASINGS_SUFFIX}"
# Proposals for one sentence: as many as a person reads without skipping.
_MOST = 4
# Characters of a question's subject: fewer name nothing, more are the sentence again.
_SHORTEST, _LONGEST = 3, 18
# Characters after a figure that still belong to what is counted (多少个停车位).
_AFTER = re.compile("^[\u4e00-\u9fff]{1,8}$")
_CLAUSES = re.compile("[，,；;。：:！？]")
_HAN = re.compile("[\u4e00-\u9fff]+")
# The weight in the lexicon from which an everyday term can stand in for the official one, and the
# characters of an official term that has one meaning only.
_SURE, _CLEAR = 0.9, 3


@dataclass(frozen=True, slots=True)
class Proposer:
    """Templates, and everyday terms by official ones, the long ones first."""

    table: Mapping[str, Any]
    everyday: Mapping[str, str]

    def proposals(
        self, sentences: Sequence[SentenceCoverage], avoid: Callable[[str], bool]
    ) -> tuple[tuple[SentenceCoverage, tuple[str, ...]], ...]:
        """Up to four questions for each of `sentences` that has some, without what `avoid` holds
        for, and without what would be proposed for several sentences."""
        found = []
        heading = ""
        for each in sentences:
            first, heading = each.heading != heading, each.heading
            asked = dict.fromkeys(self._of(each, first=first))
            found.append((each, tuple(text for text in asked if not avoid(text))))
        often = Counter(text for _, texts in found for text in texts)
        chosen = [
            (each, tuple(text for text in texts if often[text] == 1)[:_MOST])
            for each, texts in found
        ]
        return tuple((each, texts) for each, texts in chosen if texts)

    def _of(self, sentence: SentenceCoverage, *, first: bool) -> Iterator[str]:
        clauses = [
            re.sub(self.table["lead"], "", clause) for clause in _CLAUSES.split(sentence.text)
        ]
        asked = [
            *(text for clause in clauses for text in self._figure(clause)),
            *(text for clause in clauses for text in self._matched(clause)),
            *(self._heading(sentence.heading) if first else ()),
            *(text for clause in clauses[:1] for text in self._whole(clause)),
        ]
        for text in asked:
            yield from self._in_everyday_words(text)
            yield text

    def _figure(self, clause: str) -> Iterator[str]:
        """Questions for the first figure of `clause`."""
        words = self.table["figure"]
        found = re.search(words["figure"], clause)
        if found is None:
            return
        subject = re.sub(words["before"], "", clause[: found.start()])
        if found["unit"] in ("%", "个百分点"):
            if _SHORTEST <= len(subject) <= _LONGEST:
                template = words["rate" if re.search(words["change"], subject) else "share"]
                yield template.format(subject=subject)
            return
        after = clause[found.end() :]
        after = after if _AFTER.match(after) else ""
        if _SHORTEST <= len(subject + after) <= _LONGEST and len(subject) > 1:
            yield words["count"].format(subject=subject, unit=found["unit"], after=after)

    def _matched(self, clause: str) -> Iterator[str]:
        """Questions for what is listed in `clause`, and for when it is to be done."""
        for name in ("list", "time"):
            found = re.search(self.table[name]["what"], clause)
            if found is not None:
                yield self.table[name]["question"].format(what=found["what"])

    def _heading(self, heading: str) -> Iterator[str]:
        found = re.search(self.table["heading"]["subject"], heading)
        if found is not None:
            for template in self.table["heading"]["questions"]:
                yield template.format(what=found["what"])

    def _whole(self, clause: str) -> Iterator[str]:
        if re.search(self.table["clause"]["whole"], clause):
            for template in self.table["clause"]["questions"]:
                yield template.format(clause=clause)

    def _in_everyday_words(self, text: str) -> Iterator[str]:
        """`text` with the longest official term that people say otherwise, said so."""
        for official, everyday in self.everyday.items():
            if official in text:
                yield text.replace(official, everyday, 1)
                return


def load_proposer() -> Proposer:
    """The templates and the lexicon that come with this package; raises WordsError."""
    everyday: dict[str, str] = {}
    for where, line in lexicon_lines():
        entry = read_line(where, line)
        said = next((term for term in entry.everyday if _HAN.fullmatch(term)), None)
        for official, weight in entry.official:
            if (
                said is not None
                and weight >= _SURE
                and len(official) >= _CLEAR
                and said != official
            ):
                everyday.setdefault(official, said)
    longest = sorted(everyday, key=lambda term: (-len(term), term))
    return Proposer(
        load_table(word_file("proposals.toml")), {term: everyday[term] for term in longest}
    )


def proposed_file(folder: Path, report: str) -> Path:
    """The file of the proposals for the report whose seed file is called `report`."""
    return folder / (Path(report).stem + PROPOSED_SUFFIX)
