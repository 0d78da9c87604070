"""Backups of an office: its reports and words, its settings, its journal, in one file."""
