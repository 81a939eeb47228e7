"""Rules of the desk: pure."""
