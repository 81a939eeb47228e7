"""Rules of the package."""
