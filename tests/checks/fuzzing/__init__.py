"""Fuzzing as a habit: random inputs of every kind, each kind by one command."""
