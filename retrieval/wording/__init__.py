"""Messages to operators in their language: catalogues of them, and the terminal that speaks it."""
