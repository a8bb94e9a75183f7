"""A definition as a picture and as a book of its procedure."""
