"""Rules of the base package."""
