"""Pages about the project, and the program that writes the generated ones."""
