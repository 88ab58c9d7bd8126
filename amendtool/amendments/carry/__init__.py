"""Carrying an amendment over from the articles that it was written against to those of today."""
