"""A nominee is proposed: the first page of a dossier."""
