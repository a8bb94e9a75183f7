"""Whether a log that others kept went the way that a definition declares, case by case."""
