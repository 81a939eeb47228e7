"""Officers of the windows, and the posts they hold."""
