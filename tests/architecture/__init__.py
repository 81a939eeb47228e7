"""The laws of the house, as programs."""
