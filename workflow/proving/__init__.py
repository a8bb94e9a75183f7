"""What holds on every way through a definition, or the shortest story in which it does not."""
