"""Runs what strangers' files can make heavy in a process of its own, with limits of memory and time."""
