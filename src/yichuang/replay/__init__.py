"""Real event logs through the real commands."""
