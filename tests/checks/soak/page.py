"""The page docs/reliability.md."""

from __future__ import annotations

import datetime
import os
import statistics

from tests.checks.soak.replicas import Killed
from tests.checks.soak.single import Soaked

__all__ = ["faults_of", "page"]

_MIB = 1024 * 1024


def faults_of(soaked: Soaked, killed: Killed | None) -> list[str]:
    """What should have held and did not."""
    found = []
    if soaked.asked.lost:
        found.append(f"{len(soaked.asked.lost)} questions without an answer or an apology")
    if soaked.doubles > soaked.tally.broken_after:
        found.append(f"{soaked.doubles} answered twice, {soaked.tally.broken_after} with a reason")
    if soaked.growth >= 0.05:
        found.append(f"memory grew by {soaked.growth:.1%}")
    if soaked.rows != len(soaked.asked.numbers):
        found.append(f"{len(soaked.asked.numbers) - soaked.rows} rows missing in the journal")
    if "Traceback" in soaked.log:
        found.append("a traceback in the log")
    if killed is not None and (killed.rows != killed.acknowledged or killed.asked.lost):
        found.append("two replicas: rows or answers missing")
    return found


def page(soaked: Soaked, killed: Killed | None, seed: int) -> str:
    """The page as Markdown."""
    times = sorted(soaked.asked.times)
    late = times[int(len(times) * 0.95)]
    count, said = len(soaked.asked.numbers), soaked.tally
    lines = [
        "# Reliability",
        "",
        "Made by `python -m tests.checks.soak`; the numbers are of one run on "
        f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}, seed {seed}, {os.cpu_count()} cores, bot, "
        "Telegram (the loopback server) and people on the same machine.",
        "",
        "## One bot that polls",
        "",
        f"{count} different questions from 200 chats, each chat asking its next one when the last "
        "is answered, while the loopback server's answers go wrong at random.",
        "",
        "| | |",
        "|---|---|",
        f"| questions with exactly one answer or apology | {count - soaked.not_once} of {count} |",
        f"| of these apologies | {len(said.apologies)} |",
        f"| without any | {len(soaked.asked.lost)} |",
        f"| answered twice | {soaked.doubles} |",
        f"| messages taken whose connection then broke | {said.broken_after} |",
        f"| rows in the journal | {soaked.rows} |",
        f"| memory after the first quarter, at the end | {soaked.warm / _MIB:.0f} MiB, "
        f"{soaked.end / _MIB:.0f} MiB ({soaked.growth:+.1%}) |",
        f"| questions a second | {count / soaked.seconds:.0f} |",
        f"| time to an answer | median {1000 * statistics.median(times):.0f} ms, 95th percentile "
        f"{1000 * late:.0f} ms, longest {times[-1]:.1f} s |",
        "",
        "An answer whose connection broke after Telegram had taken it is sent again, because nobody "
        "can tell whether it arrived ([decision 9](decisions/0009-sent-again-rather-than-lost.md)): "
        "these are the only ones that may come twice.",
        "",
        "What went wrong meanwhile:",
        "",
        "| fault | times |",
        "|---|---|",
        *(f"| {name} | {times} |" for name, times in sorted(said.faults.items())),
        f"| the journal's database locked for 8 s | {soaked.locks} |",
        f"| reports and words loaded anew (SIGHUP) | {soaked.reloads} |",
    ]
    return "\n".join([*lines, *_of_replicas(killed)]) + "\n"


def _of_replicas(killed: Killed | None) -> list[str]:
    if killed is None:
        return []
    count = len(killed.asked.numbers)
    twice = sum(1 for key, said in killed.tally.said.items() if key[1] and said > 1)
    return [
        "",
        "## Two replicas",
        "",
        "Webhook mode, a journal in PostgreSQL, limits and handled updates in Redis, what stands "
        "for a reverse proxy in turns; the same faults; one replica is killed (`kill -9`) when four "
        "tenths of the questions are answered.",
        "",
        "| | |",
        "|---|---|",
        f"| questions | {count} |",
        f"| updates acknowledged | {killed.acknowledged} |",
        f"| rows in the journal | {killed.rows} |",
        f"| without any answer | {len(killed.asked.lost)} |",
        f"| answered twice | {twice}, of which connections that broke afterwards explain up to "
        f"{killed.tally.broken_after} |",
        f"| updates brought again | {killed.brought_again} |",
        "",
        "What the killed replica had begun is brought again once its lease of a minute is over; if "
        "it had already answered, the answer comes twice.",
    ]
