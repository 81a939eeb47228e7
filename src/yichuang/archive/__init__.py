"""Files of ended cases."""
