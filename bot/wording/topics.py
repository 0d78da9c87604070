"""The topics at hand, in words that ask for them in each language."""

from __future__ import annotations

from bot.wording.spoken import Words

__all__ = ["TOPICS"]

TOPICS: Words[str] = Words(
    {
        "上学": ("上学", "Schools"),
        "看病": ("看病", "Hospitals"),
        "养老": ("养老", "Elderly care"),
        "住房": ("住房", "Housing"),
        "交通": ("交通", "Traffic"),
        "环境": ("环境", "Environment"),
        "收入": ("收入", "Income"),
        "拆迁": ("拆迁", "Demolition"),
        "就业": ("就业", "Employment"),
        "安全": ("安全", "Safety"),
        "文化": ("文化", "Culture"),
        "停车": ("停车", "Parking"),
        "社区": ("社区", "Communities"),
        "创业": ("创业", "Entrepreneurship"),
    }
)
"""A topic of `topics_at_hand.txt` as it is offered; one that is not here is offered as it is."""
