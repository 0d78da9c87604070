"""Page furniture: lines that belong to the page a report was copied from, not to the report."""

from __future__ import annotations

import re

from retrieval.reports.lines import squeeze

__all__ = ["is_furniture"]

# Each pattern has to cover a whole line with its white space dropped, so that a sentence of the
# report which only mentions such words stays.
_FURNITURE = re.compile(
    r"""
      # breadcrumbs
      您?(?:现在|当前|目前)?所?在?的?位置[:：].*[>›»→].*
    | 首页[>›»→].*
    | (?:信息)?来源[:：][^。；;]{1,24}  # of a newspaper
    | (?:发布|发文|更新)(?:时间|日期)[:：].{1,24}
    | (?:责任)?编辑[:：].{1,12}
    | [【\[(（]?字[体号][:：]?[大中小|]*[】\])）]?
    | (?:打印|关闭|收藏|分享)(?:本页|窗口|到.*)?
    | 本作品是中华人民共和国的法律、法规，.*公有领域。?            # licence of Wikisource
    | 注[:：]中文维基文库社群认为.*
    | Publicdomain.*
    """,
    re.VERBOSE,
)


def is_furniture(line: str) -> bool:
    """Whether `line` belongs to the page rather than to the report."""
    return _FURNITURE.fullmatch(squeeze(line)) is not None
