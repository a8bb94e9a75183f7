"""A dossier replayed and decided again, event by event, and what other rules would say."""
