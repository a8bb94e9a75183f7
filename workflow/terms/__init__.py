"""Legal terms on cited calendars: which days are worked, when a term ends, what moves it."""
