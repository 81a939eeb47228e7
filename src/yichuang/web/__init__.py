"""Base pages, components, languages, error pages."""
