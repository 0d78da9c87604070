"""Replies made of answers, paragraphs and reports."""
