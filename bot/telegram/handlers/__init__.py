"""What each kind of update does."""
