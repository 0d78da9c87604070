"""Answers wider than one excerpt: each module composes those of one shape."""
