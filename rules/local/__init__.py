"""A province's own rules on top of the nation's, never looser without an article that allows it."""
