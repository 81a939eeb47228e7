"""Rules of the catalogue: pure."""
