"""The bot: a conversation about the reports, in Telegram and in the console."""
