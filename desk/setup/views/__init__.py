"""Pages of Set-up, by noun."""
