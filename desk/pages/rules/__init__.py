"""The rulebook of any day: awards, their examples, what changed, who published, the law, facts."""
