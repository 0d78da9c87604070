"""What a page strikes out or hides is no text of it; equations are, in their places."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("lxml", reason="reading HTML needs the extra `formats`")

from tests.retrieval.documents.shapes import complaint, read_document


def _text(tmp_path: Path, page: str) -> str:
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    return read_document(tmp_path / "a.html").text


@pytest.mark.parametrize(
    "struck",
    [
        "<s>66</s>",
        "<del>66</del>",
        "<strike>66</strike>",
        "<span style='text-decoration:line-through'>66</span>",
        "<span style='TEXT-DECORATION: underline LINE-THROUGH red'>66</span>",
        "<font style='text-decoration-line:line-through'>66</font>",
        "<span class='a gone'>66</span>",
        "<b id=x>66</b>",
        "<s><b>6</b><i>6</i></s>",
        "<del><s>66</s></del>",
        "<em><u>66</u></em>",
    ],
)
def test_struck_text_is_no_text(tmp_path: Path, struck: str) -> None:
    style = ".gone, #x, em > u {text-decoration: line-through}"
    assert _text(tmp_path, f"<style>{style}</style><p>新增{struck}88家</p>") == "新增88家"


@pytest.mark.parametrize(
    "hidden",
    [
        "<span style='display:none'>66</span>",
        "<span hidden>66</span>",
        "<span style='visibility: hidden'>66</span>",
        "<span style='opacity:0'>66</span>",
        "<span style='font-size:0px'>66</span>",
        "<span style='mso-hide:all'>66</span>",
        "<span class=gone>66</span>",
        "<template>66</template>",
        "<noscript>66</noscript>",
    ],
)
def test_hidden_text_is_no_text(tmp_path: Path, hidden: str) -> None:
    style = "@media screen {.gone {display: none}}"
    page = f"<style>{style}</style><p>我们新增停车泊位。</p><p>新增{hidden}88家</p>"
    assert _text(tmp_path, page) == "我们新增停车泊位。\n新增88家"


@pytest.mark.parametrize(
    "seen",
    [
        "<s class=kept>66</s>",
        "<span style='display:none;display:inline'>66</span>",
        "<span class='gone kept'>66</span>",
        "<span class=hover>66</span>",
        "<span class=print>66</span>",
        "<span class=before>66</span>",
        "<span style='opacity:0.5'>66</span>",
        "<span style='font-size:0'><b style='font-size:16px'>66</b></span>",
        "<ins>66</ins>",
        "<u>66</u>",
        "<span class=invalid>66</span>",
    ],
)
def test_what_is_seen_stays(tmp_path: Path, seen: str) -> None:
    style = """
        .gone {text-decoration: line-through} .kept {text-decoration: none}
        .hover:hover {display: none} .before::before {display: none} .invalid:: {display: none}
        @media print {.print {display: none}}
    """
    assert _text(tmp_path, f"<style>{style}</style><p>新增{seen}家</p>") == "新增66家"


@pytest.mark.parametrize(
    ("math", "shown"),
    [
        ("<math><mn>88.5</mn><mo>%</mo></math>", "88.5%"),
        ("<math><mn>2</mn><mfrac><mn>1</mn><mn>2</mn></mfrac></math>", "2 1/2"),
        ("<math><mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow><mi>b</mi></mfrac></math>", "(a+1)/b"),
        ("<math><msup><mn>10</mn><mn>4</mn></msup></math>", "10⁴"),
        ("<math><msub><mi>x</mi><mi>i</mi></msub></math>", "x_i"),
        ("<math><semantics><msqrt><mn>2</mn></msqrt><annotation>\\sqrt2</annotation></semantics></math>", "√2"),
        ("<math><munderover><mo>∑</mo><mn>1</mn><mn>9</mn></munderover><mi>n</mi></math>", "∑₁⁹n"),
        ("<math><mtext>约</mtext><mn>5</mn><mphantom><mn>6</mn></mphantom></math>", "约5"),
        ("<span class=katex><span class=katex-mathml><math><mn>5</mn></math></span>"
         "<span class=katex-html>5</span></span>", "5"),
        ("10<sup>4</sup>", "10⁴"),
        ("10<sup>-4</sup>", "10⁻⁴"),
        ("CO<sub>2</sub>", "CO2"),
        ("5%<sup>4</sup>", "5%"),
        ("1&#133;2&#x96;3", "1…2–3"),
    ],
)  # fmt: skip
def test_equations_and_raised_figures_stand_in_their_places(
    tmp_path: Path, math: str, shown: str
) -> None:
    assert _text(tmp_path, f"<p>覆盖{math}万吨。</p>") == f"覆盖{shown}万吨。"


def test_styles_without_end_are_refused(tmp_path: Path) -> None:
    fine = ".a{color:red}" * 100_000
    assert _text(tmp_path, f"<style>{fine}</style><p>正文。</p>") == "正文。"
    (tmp_path / "b.html").write_text(
        f"<style>{fine}{'.a{color:red}' * 60_000}</style><p>正文。</p>", "utf-8"
    )
    assert "b.html has more than 2,000,000 characters of styles" in complaint(tmp_path / "b.html")
