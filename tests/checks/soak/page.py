"""The sections of docs/reliability.md that the soak writes."""

from __future__ import annotations

import datetime
import os
import statistics

from tests.checks.soak.replicas import Killed
from tests.checks.soak.single import Soaked
from tests.checks.soak.watch import AWAY

__all__ = ["page"]

_MIB = 1024 * 1024


def page(soaked: Soaked, killed: Killed | None, seed: int) -> dict[str, str]:
    """The sections as Markdown, by their headings."""
    single = [
        f"Made by `python -m tests.checks.soak` on {datetime.datetime.now(datetime.UTC):%Y-%m-%d}, "
        f"seed {seed}, {os.cpu_count()} cores, bot, Telegram (the loopback server) and people on "
        "the same machine.",
        "",
        f"{soaked.count} different questions from {soaked.chats} chats, each chat asking its next "
        "one when the last is answered, while the loopback server's answers go wrong at random.",
        "",
        *_outcome(soaked),
        "",
        "An answer whose connection broke after Telegram had taken it is sent again, because nobody "
        "can tell whether it arrived ([decision 9](decisions/0009-sent-again-rather-than-lost.md)): "
        "these are the only ones that may come twice, and each is matched by its question.  The "
        f"time to an answer is mostly that of waiting in turn, as {soaked.chats} chats ask without "
        "a pause; the waits that faults impose are in it.",
        "",
        *_journal(soaked),
        "",
        *_faults(soaked),
    ]
    sections = {"One bot that polls": single}
    if killed is not None:
        sections["Two replicas"] = _of_replicas(killed)
    return {heading: "\n".join(lines) for heading, lines in sections.items()}


def _outcome(soaked: Soaked) -> list[str]:
    """What people met, and what it took."""
    times = sorted(soaked.asked.times)
    late = times[int(len(times) * 0.95)]
    said, asked = soaked.tally, soaked.asked
    return [
        "| | |",
        "|---|---|",
        f"| questions with exactly one answer or apology | {soaked.once} of {soaked.count} |",
        f"| of these apologies | {len(said.apologies)} |",
        f"| without any | {soaked.count - len(asked.numbers) + len(asked.lost)} |",
        f"| answered twice | {said.doubles} |",
        f"| of these not explained by a broken connection | {said.unexplained} |",
        f"| messages that answer no question | {soaked.strays} |",
        f"| messages that Telegram refused as malformed | {len(soaked.rejected)} |",
        f"| memory after the first quarter, at the end | {soaked.warm / _MIB:.0f} MiB, "
        f"{soaked.end / _MIB:.0f} MiB ({soaked.growth:+.1%}) |",
        f"| duration | {soaked.seconds:.0f} s, {soaked.count / soaked.seconds:.0f} questions a "
        "second |",
        f"| time to an answer | median {1000 * statistics.median(times):.0f} ms, 95th percentile "
        f"{1000 * late:.0f} ms, longest {times[-1]:.1f} s |",
    ]


def _journal(soaked: Soaked) -> list[str]:
    """What was kept."""
    outcomes = sorted(soaked.kept.outcomes.items(), key=lambda outcome: -outcome[1])
    return [
        "| journal | rows |",
        "|---|---|",
        f"| questions | {soaked.kept.rows} |",
        f"| of these a second row for the same answer | {soaked.kept.twice} |",
        *(f"| outcome `{name}` | {count} |" for name, count in outcomes),
    ]


def _faults(soaked: Soaked) -> list[str]:
    """What went wrong meanwhile, on Telegram's side and on the machine."""
    return [
        "What went wrong meanwhile:",
        "",
        "| fault | times |",
        "|---|---|",
        *(f"| {name} | {times} |" for name, times in sorted(soaked.tally.faults.items())),
        f"| of the messages whose connection broke after: taken | {soaked.tally.torn.total()} |",
        f"| the journal's database locked for {AWAY:.0f} s | {soaked.locks} |",
        f"| the disk full for {AWAY:.0f} s | {soaked.full_disks} |",
        f"| reports and words reloaded (SIGHUP) | {soaked.kept.reloads} |",
    ]


def _of_replicas(killed: Killed) -> list[str]:
    count = len(killed.asked.numbers)
    return [
        "Webhook mode, a journal in PostgreSQL, limits and handled updates in Redis, a stand-in "
        "for a reverse proxy that takes turns; the same faults; one replica is killed (`kill -9`) when "
        "four tenths of the questions are answered.",
        "",
        "| | |",
        "|---|---|",
        f"| questions | {count} |",
        f"| updates acknowledged | {killed.acknowledged} |",
        f"| rows in the journal | {killed.rows} |",
        f"| without any answer | {len(killed.asked.lost)} |",
        f"| answered twice | {killed.tally.doubles} |",
        f"| of these not explained by a broken connection | {killed.tally.unexplained} |",
        f"| updates delivered again | {killed.brought_again} |",
        "",
        "What the killed replica had begun is delivered again once its lease of a minute is over; if "
        "it had already answered, the answer comes twice.",
    ]
