"""Actions and views of operators, without anything of Telegram's."""
