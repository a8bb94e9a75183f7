"""Who has read a dossier."""
