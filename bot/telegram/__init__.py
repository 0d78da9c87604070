"""The conversation in Telegram: updates in, messages out."""

import os

# Durations as timedelta: python-telegram-bot warns at every use of its old form, plain seconds.
os.environ.setdefault("PTB_TIMEDELTA", "true")
