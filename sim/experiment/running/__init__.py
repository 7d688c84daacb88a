"""Where tasks run, and how they are brought to an end whatever dies."""
