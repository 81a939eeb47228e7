"""Pages of letters, chiefs and seals."""
