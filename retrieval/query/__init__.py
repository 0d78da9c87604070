"""What a question asks, and of which reports."""
