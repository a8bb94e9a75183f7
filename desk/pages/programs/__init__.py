"""The API for people: what there is, and how a program gets in."""
