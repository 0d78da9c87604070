"""Personal data: detection and redaction in text, pseudonyms of people.

Pure functions; nothing here knows Telegram or a database.
"""

from bot.privacy.detection import find_personal, scrub
from bot.privacy.finding import Finding, Kind
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
