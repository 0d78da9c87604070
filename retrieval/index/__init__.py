"""One report as searchable sentences, kept on disk."""
