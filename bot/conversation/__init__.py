"""What follows from what, the same in Telegram and in the console."""
