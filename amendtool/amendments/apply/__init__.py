"""Applying an amendment: what its operations act on, and the articles that come of it."""
