"""Amendments of an issued letter (P19 Art. 22): proposed, decided and brought about, and the next version of its text."""
