"""What a season would look like, and which ways of a definition have been walked."""
