"""One dossier: its checklist, its acts, its history."""
