"""Gap-free series: case, receipt and document numbers."""
