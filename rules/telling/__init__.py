"""Rules in plain sentences, and how two editions of them differ."""
