"""Help: what every status means, the words of the field in both languages, keys, printing."""
