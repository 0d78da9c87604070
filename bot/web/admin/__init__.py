"""The admin pages: reports, questions with answers and marks, words, trials, audit, undoing."""
