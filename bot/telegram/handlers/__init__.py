"""Handlers of each kind of update."""
