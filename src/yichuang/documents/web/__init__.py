"""Pages of documents: verification for everybody, the papers themselves for the staff."""
