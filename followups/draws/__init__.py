"""Draws of closed cases for looking back: the frame, the record that anyone can draw again, and who may draw from where."""
