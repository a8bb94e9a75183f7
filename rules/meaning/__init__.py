"""What a condition is and what it comes to: facts, comparisons, periods; no files, no awards."""
