"""The only writers of `signin`."""
