"""Personal data: finding it in what people write, blotting it out, and hashing who they are.

Pure functions; nothing here knows Telegram or a database.
"""

from bot.privacy.finding import Finding, Kind
from bot.privacy.personal import find_personal, scrub
from bot.privacy.pseudonym import KEY_BYTES, key_period, new_key, pseudonym, reference

__all__ = [
    "KEY_BYTES",
    "Finding",
    "Kind",
    "find_personal",
    "key_period",
    "new_key",
    "pseudonym",
    "reference",
    "scrub",
]
