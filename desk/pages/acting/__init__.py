"""Doing an act: a form, a look at what will be recorded, and the act itself."""
