"""Letters of delegation, chief representatives, seals and their keepers."""
