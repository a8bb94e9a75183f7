"""Why a verdict is what it is, and the nearest thing that people can still do about it."""
