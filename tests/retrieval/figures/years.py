"""Reports of one place in four years, one of which gives no target of growth."""

from __future__ import annotations

from pathlib import Path

import retrieval
from retrieval import Library
from tests.retrieval.figures.reading import REPORT

__all__ = ["PLANS", "library_of_years"]

PLANS = {
    2014: "地区生产总值增长8%左右，能耗下降3%，粮食产量50万吨。",
    2015: "各项工作有序推进。",
    2016: "地区生产总值增长7%以上，粮食产量51万吨。",
    2017: "地区生产总值增长6.5%，五年地区生产总值年均增长7%，粮食产量增长2%。",
}


def library_of_years(seeds: Path) -> Library:
    """The reports, written into the folder `seeds`."""
    seeds.mkdir(exist_ok=True)
    for year, plan in PLANS.items():
        text = REPORT.format(review=f"地区生产总值增长{year - 2007}%。", plan=plan)
        text = text.replace("2017年", f"{year}年").replace("2016年工作", f"{year - 1}年工作")
        file = seeds / f"{year}年上海市政府工作报告.txt"
        file.write_text(text.replace("某某市", "上海市"), encoding="utf-8")
    return retrieval.load(seeds)
