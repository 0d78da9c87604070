"""From a question to an answer over all reports."""
