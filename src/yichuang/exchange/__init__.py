"""Adapters to outside systems; a working local one beside each."""
