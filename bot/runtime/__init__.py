"""The live library, the rate limit, logs and metrics."""
