"""Forms of Set-up, by noun; what a form gives is what its action takes."""
