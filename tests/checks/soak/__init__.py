"""A soak: thousands of questions while things go wrong, and what becomes of each of them."""
