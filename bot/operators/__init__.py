"""What operators can do, wherever they do it: in Telegram, in a terminal, by a signal.

Knows nothing of Telegram.  What is not named here is not for use outside.
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
