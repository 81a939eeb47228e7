"""Pages of the staff package, and who acts in a request."""
