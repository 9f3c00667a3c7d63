"""Models: what learned from annotated news, read in numpy."""
