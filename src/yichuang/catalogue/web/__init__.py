"""Pages of the catalogue: the public guides, and the desk where items are written and confirmed."""
