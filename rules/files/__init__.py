"""From the text of a rules file to an award, or every mistake at its place."""
