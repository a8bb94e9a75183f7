"""One act on many dossiers: a preview grouped by reason, and what was previewed done."""
