"""Soaks the bot and writes the first sections of docs/reliability.md.

    python -m tests.checks.soak [--questions 20000] [--chats 200] [--seed 1]

Exit status 1 where something did not hold.  The part with two replicas needs PostgreSQL and Redis
(extras `test-full`, `postgresql`, `redis`, and Debian's redis-server).
"""

from __future__ import annotations

import argparse
import sys

from tests.checks.sections import RELIABILITY, write_section
from tests.checks.soak.page import page
from tests.checks.soak.replicas import kill_one
from tests.checks.soak.single import soak
from tests.checks.soak.verdict import faults_of

# Questions to two replicas for each to one bot: enough to have many under way at the kill.
_SHARE = 0.1


def main() -> int:
    """Runs both; the exit status."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--questions", type=int, default=20_000)
    parser.add_argument("--chats", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    soaked = soak(given.questions, given.chats, given.seed)
    killed = kill_one(int(given.questions * _SHARE), given.chats, given.seed)
    faults = faults_of(soaked, killed)
    for heading, body in page(soaked, killed, given.seed).items():
        write_section(RELIABILITY, heading, body)
        print(f"## {heading}\n\n{body}\n")
    for fault in faults:
        print(f"did not hold: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
