"""The migrations of the database, one file each, never edited after a release."""
