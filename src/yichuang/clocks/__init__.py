"""One row per running limit of any subject; folding, warning."""
