"""From an award and facts to a verdict with its trace; compiled, and read when asked."""
