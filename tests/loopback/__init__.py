"""A Bot API server for tests: real HTTP on loopback, and as strict as Telegram."""
