"""Parameters of the rules per local regulation: dated, sourced; and the calendar."""
