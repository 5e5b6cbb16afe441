"""The formal documents of follow-up: their kinds, what they say, the reply before it is sent, the bundle of a case."""
