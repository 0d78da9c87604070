"""Checks that need what does not belong to the repository; run by hand, never by pytest."""
