"""How clocks are drawn."""
