"""What differs between two texts of a letter: of a draft, or of two versions; stored contents in, components out."""
