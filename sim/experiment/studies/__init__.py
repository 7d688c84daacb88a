"""Studies: a scenario at many design points, swept, kept and read back."""
