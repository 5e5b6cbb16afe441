"""How the installation stands up: `prepare.sh` makes the environment, `python -m procuracy.start` runs everything in it."""
