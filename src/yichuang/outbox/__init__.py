"""Messages to be sent, and the interface of those who send them."""
