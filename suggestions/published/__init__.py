"""Ledgers of published suggestions as files: their cells and what a row states; registering them is an action."""
