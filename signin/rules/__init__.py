"""Pure rules of coming in: how long a try waits, what a session remembers, what is kept of a browser and an address."""
