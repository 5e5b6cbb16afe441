"""What is pure in `pending`."""
