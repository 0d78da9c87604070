"""Wording of backups, in the terminal."""

from __future__ import annotations

from collections.abc import Sequence


def backed_up(file: str, seeds: int, *, env: bool, journal: bool) -> str:
    """What a backup holds."""
    parts = [
        f"报告和词表 {seeds} 个文件",
        *(["设置"] if env else []),
        *(["提问记录"] if journal else []),
    ]
    return f"已备份到 {file}：{'、'.join(parts)}。"


def secrets_left_out(names: Sequence[str]) -> str:
    """The settings that a backup lacks."""
    return f"未包含的机密设置：{'、'.join(names)}（加上 --secrets 才会包含；请另行妥善保存）。"


JOURNAL_ELSEWHERE = "提问记录在 PostgreSQL 里，不在备份中；请用 pg_dump 另行备份。"
HOLDS_QUESTIONS = "备份里有市民的提问，保存时间请不要超过 RETENTION_DAYS。"


def restored(made: str, seeds: int, *, env: bool, journal: bool) -> str:
    """What was put back."""
    parts = [
        f"报告和词表 {seeds} 个文件",
        *(["设置"] if env else []),
        *(["提问记录"] if journal else []),
    ]
    return f"已恢复 {made} 的备份：{'、'.join(parts)}。"


def kept_beside(files: Sequence[str]) -> str:
    """What was replaced, and is still there."""
    return f"原来的文件保留在旁边：{'、'.join(files)}"


def fill_in(names: Sequence[str]) -> str:
    """The settings to fill in again."""
    return f"请在 .env 里重新填写：{'、'.join(names)}，然后运行 python -m bot check。"


CHECK = "请运行 python -m bot check，然后启动机器人。"
