from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from retrieval import Library, Report, WordsError
from retrieval.corpus.phrasings import read_phrasings
from retrieval.corpus.seeds import read_seeds
from tests.conftest import ROOT, SEEDS

# Above this share of common pairs of characters a phrasing is a gold question in other clothes.
NEARLY_EQUAL = 0.8


@pytest.fixture
def small(tmp_path: Path) -> Report:
    (tmp_path / "r.txt").write_text("新增停车位2万个。修 了\n公园。\n", encoding="utf-8")
    (report,) = read_seeds(tmp_path)
    return report


def test_phrasings_belong_to_the_sentence_they_quote(tmp_path: Path, small: Report) -> None:
    (tmp_path / "r.phrasings.txt").write_text(
        "# 注释\n> 停车位2万个\n车停哪\n\n> 新增停车位\n车位多了几个\n", encoding="utf-8"
    )
    assert [
        (each.text, each.sentence.of(small.text)) for each in read_phrasings(tmp_path, small)
    ] == [("车停哪", "新增停车位2万个。"), ("车位多了几个", "新增停车位2万个。")]


def test_a_report_without_phrasings(tmp_path: Path, small: Report) -> None:
    assert read_phrasings(tmp_path, small) == ()
    assert len(read_seeds(tmp_path)) == 1


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("车停哪\n", "line 1: no sentence is quoted above it"),
        ("> 地铁\n车停哪\n", "line 1: '地铁' stands in no sentence of r.txt"),
        ("> 。\n车停哪\n", "line 1: '。' stands in 2 sentences of r.txt"),
        (">\n车停哪\n", "line 1: '' stands in no sentence of r.txt"),
    ],
)
def test_phrasings_that_cannot_be_used(
    tmp_path: Path, small: Report, content: str, complaint: str
) -> None:
    (tmp_path / "r.phrasings.txt").write_text(content, encoding="utf-8")
    with pytest.raises(WordsError) as caught:
        read_phrasings(tmp_path, small)
    assert complaint in str(caught.value)
    assert "r.phrasings.txt" in str(caught.value)


def pairs(text: str) -> frozenset[str]:
    key = re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text).lower())
    return frozenset(key[at : at + 2] for at in range(max(1, len(key) - 1)))


def gold_questions() -> list[str]:
    files = sorted((ROOT / "tests" / "gold").glob("*.jsonl"))
    assert len(files) >= 3
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return [json.loads(line)["question"] for line in lines]


def test_no_phrasing_is_nearly_a_gold_question(report: Report) -> None:
    gold = [pairs(question) for question in gold_questions()]
    holders: dict[str, list[int]] = {}
    for number, each in enumerate(gold):
        for pair in each:
            holders.setdefault(pair, []).append(number)
    for phrasing in read_phrasings(SEEDS, report):
        own = pairs(phrasing.text)
        common = Counter(number for pair in own for number in holders.get(pair, ()))
        for number, shared in common.items():
            alike = 2 * shared / (len(own) + len(gold[number]))
            assert alike < NEARLY_EQUAL, (phrasing.text, gold_questions()[number])


def test_every_sentence_that_states_a_fact_can_be_asked_for(report: Report) -> None:
    asked = Counter(phrasing.sentence for phrasing in read_phrasings(SEEDS, report))
    for paragraph in report.paragraphs:
        for sentence in paragraph.sentences:
            if re.search(r"\d", sentence.of(report.text)):
                assert asked[sentence] >= 5, sentence.of(report.text)


def test_phrasings_are_never_shown(library: Library) -> None:
    hit = library.ask("车没处停，这几年到底添了几个车位").hits[0]
    assert hit.excerpt in library.reports[0].text
