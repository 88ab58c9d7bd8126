"""Word documents, read as they print."""
