"""Rules of the replay: reading an event log, what its mapping says, which acts come of it."""
