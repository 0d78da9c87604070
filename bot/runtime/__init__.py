"""What a running bot uses: library, limits, logs, metrics."""
