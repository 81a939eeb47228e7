"""Persons and organisations who ask, and their agents."""
