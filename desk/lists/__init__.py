"""Many suggestions: the filter, its words, the rows of a list and of an export, and the units."""
