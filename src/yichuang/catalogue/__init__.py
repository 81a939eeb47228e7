"""Items, revisions, routes, materials, fees, guides."""
