"""The demo centre and its past."""
