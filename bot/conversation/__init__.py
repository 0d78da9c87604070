"""Replies to questions, commands and buttons, the same in Telegram and in the console."""
