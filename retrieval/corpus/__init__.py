"""The seeds folder: reports, phrasings, additions, metadata."""
