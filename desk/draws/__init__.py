"""Draws of closed cases for looking back: the list, a new draw with its preview, one draw with its frame, print and export."""
