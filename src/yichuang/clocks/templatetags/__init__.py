"""Template tags of the clocks."""
