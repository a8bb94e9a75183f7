"""What needs whoever is signed in, by its last day."""
