"""What operators can do, wherever they do it: in Telegram, in a terminal, by a signal.

Knows nothing of Telegram.  What is not named here is not for use outside.
"""

from bot.operators.desk import Desk, Trial
from bot.operators.following import Following
from bot.operators.teaching import group_id, of_group, of_sentence
from bot.operators.watching import files_changed, reload_on_signal

__all__ = [
    "Desk",
    "Following",
    "Trial",
    "files_changed",
    "group_id",
    "of_group",
    "of_sentence",
    "reload_on_signal",
]
