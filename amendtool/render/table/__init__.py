"""The comparison table in each format."""
