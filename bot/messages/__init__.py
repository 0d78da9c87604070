"""The vocabulary of replies, buttons and links."""
