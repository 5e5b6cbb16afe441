"""One suggestion as readers of either side see it: its presenters, what waits, its files, its versions."""
