"""Collecting phrasings: which sentences have none, proposals, batches for people, answers."""
