"""Revisions of the journal's tables, for Alembic; `bot.journal.migrating` runs them."""
