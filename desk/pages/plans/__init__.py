"""Bulk acts that were done, as they stand in the record."""
