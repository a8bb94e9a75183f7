"""Workflows: the picture, states and acts in words, terms, claims with their proof, editions."""
