"""From the text of a workflow file to a definition, or every mistake at its place."""
