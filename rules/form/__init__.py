"""One stable form for every file that staff keep, comments included."""
