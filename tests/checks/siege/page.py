"""What of a siege did not hold, and its section of docs/reliability.md."""

from __future__ import annotations

import datetime
import os
import statistics

from tests.checks.siege.siege import Siege

__all__ = ["HEADING", "body", "faults_of", "faults_of_answers"]

HEADING = "Under attack"
# Seconds of the 95th percentile, and growth of memory as a share.
_LATE, _GROWTH = 0.150, 0.05
# Bytes of log for each attack: lines that are thinned, and one or two for what is left out.
_LOG = 500
_MIB = 1024 * 1024


def faults_of_answers(siege: Siege) -> list[str]:
    """What did not hold, a sentence each, but for times and memory."""
    asked, tally = siege.asked, siege.tally
    held = {
        f"{siege.count - siege.once} honest questions without exactly one answer, "
        f"{len(asked.lost)} without any, {len(tally.apologies & set(asked.numbers))} apologies, "
        f"{len(tally.put_off & set(asked.numbers))} put off": siege.once == siege.count,
        f"not one row each: {siege.miscounted[:3]}": not siege.miscounted,
        f"refused as malformed: {siege.rejected[:3]}": not siege.rejected,
        f"the bot ended with status {siege.status}": siege.status == 0,
        "the web side was not ready at the end": siege.healthy,
        "rows given up by the journal": "lost rows" not in siege.log,
        f"{len(siege.log)} characters of log": len(siege.log) < _LOG * siege.attacks.total(),
        "a traceback in the log": "Traceback" not in siege.log,
    }
    return [fault for fault, right in held.items() if not right]


def faults_of(siege: Siege) -> list[str]:
    """The same with times and memory, which say nothing after a few hundred questions."""
    faults = faults_of_answers(siege)
    if siege.late >= _LATE:
        faults.append(f"95th percentile of the time to an answer: {1000 * siege.late:.0f} ms")
    if siege.growth >= _GROWTH:
        faults.append(f"memory grew by {siege.growth:.1%}")
    return faults


def body(siege: Siege, seed: int, beside: str) -> str:
    """The section as Markdown; `beside`: what else ran on the machine."""
    times = sorted(siege.asked.times)
    attacks = sorted(siege.attacks.items())
    return "\n".join([
        f"Made by `python -m tests.checks.siege --page` on {datetime.datetime.now(datetime.UTC):%Y-%m-%d}, seed {seed}, "
        f"{os.cpu_count()} cores for the bot, Telegram (the loopback server), people and attackers"
        f"{f'; {beside}' if beside else ''}. RATE_LIMIT and TELEGRAM_PACE are as they are set by default.",
        "",
        f"{siege.rate:g} questions a second from {siege.chats} chats, all different, whether those before are "
        "answered or not, while others do what stands below.",
        "",
        "| | |",
        "|---|---|",
        f"| honest questions with exactly one answer | {siege.once} of {siege.count} |",
        f"| with an answer, but without one row in the journal | {len(siege.miscounted)} |",
        f"| time to an answer | median {1000 * statistics.median(times):.0f} ms, 95th percentile "
        f"{1000 * siege.late:.0f} ms, longest {times[-1]:.1f} s |",
        f"| memory after the first quarter, at the end | {siege.warm / _MIB:.0f} MiB, {siege.end / _MIB:.0f} MiB "
        f"({siege.growth:+.1%}) |",
        f"| load of the machine ({os.cpu_count()} cores), median | {siege.load:.1f} |",
        f"| from SIGTERM to the end | {siege.stopping:.1f} s |",
        f"| log | {len(siege.log) / 1024:.0f} KiB |",
        f"| duration | {siege.seconds:.0f} s |",
        "",
        "| attack | times |",
        "|---|---|",
        *(f"| {name} | {times} |" for name, times in attacks),
    ])  # fmt: skip
