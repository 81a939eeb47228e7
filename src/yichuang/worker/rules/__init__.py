"""Rules of the worker."""
