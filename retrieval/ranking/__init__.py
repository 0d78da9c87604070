"""The best sentences of one report, and whether they answer."""
