"""The two files by which outsiders check a bundle."""
