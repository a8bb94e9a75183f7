"""The product in the words of its users, run as tests."""
