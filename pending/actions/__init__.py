"""The writers of `pending`."""
