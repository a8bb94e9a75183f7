"""Dossiers drawn for an audit by a seed."""
