"""Rules of policy."""
