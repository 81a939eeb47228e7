"""Rules of the demo: invented people with numbers that pass their checks. Pure."""
