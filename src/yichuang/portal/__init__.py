"""The public site: guides, progress, verification. No rules, no tables."""
