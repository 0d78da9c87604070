from __future__ import annotations

from pathlib import Path

import pytest

from retrieval import WordsError
from retrieval.language.lexicon import Lexicon, load_lexicon


def lexicon(tmp_path: Path, *lines: str) -> Lexicon:
    (tmp_path / "topic.txt").write_text("\n".join(lines), encoding="utf-8")
    return load_lexicon(tmp_path)


def found(of: Lexicon, text: str, *words: str) -> dict[str, dict[str, float]]:
    """The expansions in `text`, cut at `words`."""
    boundaries = {0}
    for word in words:
        boundaries |= {text.index(word), text.index(word) + len(word)}
    return {each.term: dict(each.official) for each in of.expansions(text, frozenset(boundaries))}


def test_an_entry(tmp_path: Path) -> None:
    of = lexicon(tmp_path, "# 交通", "堵车、塞车 → 交通拥堵、微循环^0.7  # 注释")
    assert found(of, "天天堵车吗", "堵车") == {"堵车": {"交通拥堵": 1.0, "微循环": 0.7}}
    assert found(of, "天天塞车吗", "塞车") == {"塞车": {"交通拥堵": 1.0, "微循环": 0.7}}
    assert found(of, "交通拥堵", "交通拥堵") == {}


def test_both_directions(tmp_path: Path) -> None:
    of = lexicon(tmp_path, "GDP ↔ 地区生产总值、生产总值^0.5")
    assert found(of, "gdp多少")["gdp"] == {"地区生产总值": 1.0, "生产总值": 0.5}
    assert found(of, "地区生产总值")["地区生产总值"] == {"gdp": 1.0, "生产总值": 0.5}


def test_the_longest_term_wins_where_they_overlap(tmp_path: Path) -> None:
    of = lexicon(tmp_path, "老人 → 老年人", "老人食堂 → 助餐")
    assert list(found(of, "老人食堂在哪", "老人食堂")) == ["老人食堂"]


def test_short_terms_have_to_be_words_of_their_own(tmp_path: Path) -> None:
    of = lexicon(tmp_path, "上学 → 学位", "ai → 人工智能")
    assert found(of, "晚上学习", "晚上", "学习") == {}
    assert found(of, "娃上学", "上学") != {}
    assert found(of, "air") == {}
    assert found(of, "ai 技术") != {}


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("堵车 交通拥堵", "line 2: needs one arrow"),
        ("堵车 → 拥堵 → 缓堵", "line 2: needs one arrow"),
        (" → 拥堵", "line 2: a side of the arrow is empty"),
        ("堵车 →", "line 2: a side of the arrow is empty"),
        ("堵车 → 拥堵^2", "line 2: the weight '2' is no number above 0 and up to 1"),
        ("堵车 → 拥堵^很", "line 2: the weight '很' is no number"),
    ],
)
def test_an_entry_that_cannot_be_used(tmp_path: Path, line: str, complaint: str) -> None:
    with pytest.raises(WordsError) as caught:
        lexicon(tmp_path, "堵车 → 拥堵", line)
    assert complaint in str(caught.value)
    assert "topic.txt" in str(caught.value)


def test_the_lexicon_of_the_project_is_broad() -> None:
    assert len(load_lexicon()) > 3000


def test_what_is_added_does_not_displace_what_is_there(tmp_path: Path) -> None:
    of = lexicon(tmp_path, "parking → 停车位").with_others(
        {"parking": {"停放": 0.7}, "park": {"公园": 0.7}}
    )
    assert found(of, "parking")["parking"] == {"停车位": 1.0}
    assert found(of, "park")["park"] == {"公园": 0.7}
