"""Asking: the questions that come after a study is run, one file a question, each answered with its uncertainty."""
