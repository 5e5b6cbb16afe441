"""What somebody types is kept before it is sent: the one address to which the script of every form talks."""
