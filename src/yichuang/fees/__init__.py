"""What the catalogue lets be charged, and the cashier's confirmation."""
