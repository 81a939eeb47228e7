"""Intake, acceptance, review, decision of one application (办件)."""
