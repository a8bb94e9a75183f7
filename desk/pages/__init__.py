"""One folder a page: what answers, its templates, and their words in English."""
