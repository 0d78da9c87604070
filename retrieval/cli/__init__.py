"""The command line, `python -m retrieval`."""
