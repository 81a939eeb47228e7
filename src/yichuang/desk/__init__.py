"""The window's day: use cases and pages that cross packages."""
