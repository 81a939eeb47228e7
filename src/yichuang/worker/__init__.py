"""The duties of the clock and the outbox's drain: manage work."""
