"""What Alembic runs: the revisions, on the connection that it was given, in its transaction."""

from alembic import context

from bot.journal.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a column only by copying its table
)
context.run_migrations()
