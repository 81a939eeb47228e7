"""Results leave the centre: pick-up register, licences, service."""
