"""Dated law: which version holds on a day, and an award under each of them, as frozen values."""
