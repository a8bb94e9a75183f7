"""Who has an account, and who held which role on a day."""
