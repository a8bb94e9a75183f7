"""Trying rules out: worked examples, what none of them notices, and whom a change concerns."""
