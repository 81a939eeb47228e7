"""The tree of centres, departments, windows."""
