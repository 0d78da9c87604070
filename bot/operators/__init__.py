"""Actions and views of operators, without anything of Telegram's.

Commands in Telegram, commands in a terminal, and signals call the same `OperatorService`.
"""

from bot.operators.replicas import ReplicaSync
from bot.operators.service import OperatorService, Trial
from bot.operators.triggers import files_changed, reload_on_signal
from bot.operators.worklist import group_id, of_group, of_sentence

__all__ = [
    "OperatorService",
    "ReplicaSync",
    "Trial",
    "files_changed",
    "group_id",
    "of_group",
    "of_sentence",
    "reload_on_signal",
]
