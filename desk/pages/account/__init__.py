"""What belongs to whoever is signed in: roles, sessions, password, and what is on record."""
