"""How right is the reader?  Its observations held against what careful people found in real pages."""
