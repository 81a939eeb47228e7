"""Rules of the public site."""
