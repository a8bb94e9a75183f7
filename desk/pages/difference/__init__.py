"""What changed in a dossier between two moments, in words."""
