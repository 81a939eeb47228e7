"""Pages of a case: the case itself, its acts, review and decision."""
