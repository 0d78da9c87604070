"""What should have held in a soak and did not."""

from __future__ import annotations

from tests.checks.soak.replicas import Killed
from tests.checks.soak.single import Soaked

__all__ = ["faults_of", "faults_of_answers"]

# Growth of memory from after the warm-up to the end, as a share.
_GROWTH = 0.05


def faults_of(soaked: Soaked, killed: Killed | None) -> list[str]:
    """All that did not hold, a sentence each."""
    faults = faults_of_answers(soaked)
    if soaked.growth >= _GROWTH:
        faults.append(f"memory grew by {soaked.growth:.1%}")
    return faults + ([] if killed is None else _of_replicas(killed))


def faults_of_answers(soaked: Soaked) -> list[str]:
    """The same but for memory, which says nothing after a few hundred questions."""
    asked, tally, kept = soaked.asked, soaked.tally, soaked.kept
    missing = soaked.count - len(asked.numbers)
    held = {
        f"{len(asked.lost)} questions without an answer or an apology": not asked.lost,
        f"{missing} questions that nobody was there to be asked": not missing,
        f"{tally.unexplained} messages sent twice without a reason": not tally.unexplained,
        f"{soaked.strays} messages that answer no question": not soaked.strays,
        f"refused as malformed: {soaked.rejected[:3]}": not soaked.rejected,
        f"{soaked.count} questions, but {kept.rows} rows in the journal": soaked.count == kept.rows,
        f"{kept.twice} answers with a second row": not kept.twice,
        f"{soaked.signals} signals, no reload": kept.reloads > 0 or not soaked.signals,
        f"{kept.failed_reloads} reloads failed": not kept.failed_reloads,
        f"the bot ended with status {soaked.status}": soaked.status == 0,
        "rows given up by the journal": "lost rows" not in soaked.log,
        "a traceback in the log": "Traceback" not in soaked.log,
    }
    return [fault for fault, right in held.items() if not right]


def _of_replicas(killed: Killed) -> list[str]:
    tally = killed.tally
    held = {
        f"{len(killed.asked.lost)} questions without any answer": not killed.asked.lost,
        f"{killed.acknowledged} updates acknowledged, but {killed.rows} rows": (
            killed.acknowledged == killed.rows
        ),
        # An update that is brought again may have been answered by the replica that was killed.
        f"{tally.unexplained} messages sent twice, {killed.brought_again} updates brought again": (
            tally.unexplained <= killed.brought_again
        ),
        f"refused as malformed: {killed.rejected[:3]}": not killed.rejected,
    }
    return [f"two replicas: {fault}" for fault, right in held.items() if not right]
