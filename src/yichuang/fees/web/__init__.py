"""Pages of the package."""
