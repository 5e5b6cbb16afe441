"""Looks into files of strangers for what makes them dangerous; bytes in, findings out."""
