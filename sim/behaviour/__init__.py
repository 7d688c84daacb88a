"""The mechanisms, one a file: pure functions on arrays whose last axis is the seats of a company."""
