"""Typesetting, copies, seals, verification; knows its subject by name only."""
