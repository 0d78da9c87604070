"""Page furniture: lines of the web page or collection that a report was copied from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.reports.lines import Line, squeeze
from retrieval.reports.notes import begins_note

__all__ = ["ANNEX", "first_copy", "is_furniture", "is_page_field", "report_lines", "watermark"]

# A pattern must match a whole line without its white space, so that a sentence that only mentions
# such words stays.
_FURNITURE = re.compile(
    r"""
      # breadcrumbs
      您?(?:现在|当前|目前)?所?在?的?位置[:：].*[>›»→].*
    | 首页[>›»→].*
    | (?:信息)?来源[:：][^。；;]{1,24}  # of a newspaper
    | (?:发布|发文|更新)(?:时间|日期)[:：].{1,24}
    | [（(【]?(?:责任)?编辑[:：].{1,12}
    | [【\[(（]?字[体号][:：]?[大中小|]*[】\])）]?
    | [大中小|【】\[\]>»]{1,4}  # the same, copied one word a line
    | (?:打印|关闭|收藏|分享)(?:本页|窗口|到.*)?
    | (?:本文|数据|内容)?(?:来自|来源于|摘自|转自|转载自).{2,12}(?:网|网站|数据库|平台|公众号)。?
    # 文件（二十六）
    | (?:.{2,40}(?:会议|大会))?文件(?:之)?[（(]?[一二三四五六七八九十0-9]{1,4}[）)]?
    | 本作品是中华人民共和国的法律、法规，.*公有领域。?            # licence of Wikisource
    | 注[:：]中文维基文库社群认为.*
    | Publicdomain.*
    """,
    re.VERBOSE,
)
# Fields that a collection or a site puts above the text: certain only there.
_FIELD = re.compile(
    r"(?:标题|题目|发[文布](?:单位|机构|时间|日期)|来源(?:URL|网址)?|原文(?:链接|网址)|网址|链接|索引号|"
    r"主题词|关键词|(?:内容)?摘要|正文|时间|日期|作者|记者|阅读|浏览(?:次数|量)?|点击(?:数|量)?|评论|字[体号])"
    r"[:：][^。；;！？]*",
    re.IGNORECASE,
)
# The end of a line that a collection adds to the last sentence.
_WATERMARK = re.compile(r"(?<=[。！？；!?;”）)])\s+来自\S{2,12}\s*$")
# Signs that the page goes on after the end of the report.
_AFTER_END = re.compile(
    r"ICP备|公网安备|版权所有|copyright|网站(?:标识码|地图)|责任编辑|[上下]一[篇条页][:：]?"
    r"|相关(?:文章|链接|阅读|报道|新闻|稿件|文档)|分享到|(?:打印|关闭)(?:本页|窗口)|返回(?:顶部|首页)|(?:主|承)办[:：]",
    re.IGNORECASE,
)
# Characters of a line of prose: the titles and links of pages are shorter, or end without a mark.
_PROSE = 40
_ENDS = re.compile("[。！？；!?;”）)]$")
_ENDS_SENTENCE = re.compile("[。！!]$")
ANNEX = re.compile(r"附[件表录]|专栏|[*＊【（(]*名词(?:解释|注释)")
_DIGITS = re.compile("[0-9０-９]")
# From this share of lines with digits on, what follows the end is a table, not a page.
_TABLE = 0.25
# Lines of prose that are there twice before the page is taken to show the report twice, and the
# share of all that follow: speeches repeat a line, never so many.
_FEWEST_TWICE, _NEARLY_ALL = 5, 0.9


def is_furniture(line: str) -> bool:
    """Whether `line` belongs to the web page rather than to the report, wherever it is."""
    return _FURNITURE.fullmatch(squeeze(line)) is not None


def is_page_field(line: str) -> bool:
    """Whether `line` is a field such as 作者：… that pages show above a report."""
    return _FIELD.fullmatch(squeeze(line)) is not None


def watermark(text: str) -> int | None:
    """The offset in the line `text` where a watermark after its last sentence begins."""
    found = _WATERMARK.search(text)
    return found.start() if found else None


def report_lines(lines: Sequence[Line]) -> int:
    """How many of `lines` belong to the report; what follows is the rest of the page.

    A page may show the report twice, for screens of two widths: the first counts.
    """
    last = first_copy(lines)
    prose = [at for at in range(last) if _is_prose(lines[at]) or begins_note(lines[at].text)]
    after = prose[-1] + 1 if prose else last
    marks = (at for at in range(after, last) if _AFTER_END.search(squeeze(lines[at].text)))
    mark = next(marks, None)
    if mark is None:
        return last
    between = [line.text for line in lines[after:mark]]
    table = sum(_DIGITS.search(text) is not None for text in between) >= _TABLE * len(between)
    if between and (table or ANNEX.match(squeeze(between[0]))):
        return mark
    sentences = [at for at in range(after, mark) if _ENDS_SENTENCE.search(lines[at].text)]
    return sentences[-1] + 1 if sentences else after


def first_copy(lines: Sequence[Line]) -> int:
    """How many of `lines` come before a second copy of the same text; all where there is none."""
    seen: set[str] = set()
    first, twice, once = 0, 0, 0
    for at, line in enumerate(lines):
        if not _is_prose(line):
            continue
        text = squeeze(line.text)
        if text in seen:
            first = first or at
            twice += 1
        else:
            seen.add(text)
            once += bool(first)
    certain = twice >= _FEWEST_TWICE and twice >= _NEARLY_ALL * (twice + once)
    return first if certain else len(lines)


def _is_prose(line: Line) -> bool:
    return len(line.text) >= _PROSE and _ENDS.search(line.text) is not None
