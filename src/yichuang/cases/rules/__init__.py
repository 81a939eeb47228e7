"""Rules of a case: its lifecycle, its clocks, its papers. Pure."""
