"""A stock as large as a nation's, to measure with: offices, units and people (offices.py), and copies (copies.py) of sample cases (patterns.py)."""
