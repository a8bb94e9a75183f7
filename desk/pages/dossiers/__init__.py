"""Dossiers that a query finds, a page at a time."""
