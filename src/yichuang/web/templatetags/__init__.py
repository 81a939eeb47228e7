"""Template tags of the base package."""
