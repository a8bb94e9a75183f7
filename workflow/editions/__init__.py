"""Two editions of a definition: how they differ, and what becomes of dossiers under way."""
