"""What holds for documents, without tables and files. Pure."""
