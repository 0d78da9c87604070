"""The conversation in Telegram: updates in, messages out, nothing about the report itself."""

import os

# Durations as timedelta: python-telegram-bot warns at every use of the old way, plain seconds.
os.environ.setdefault("PTB_TIMEDELTA", "true")
