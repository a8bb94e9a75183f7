"""Accounts for those who keep them: who may sign in, in which roles, for which units and days."""
