"""Drafting: from an edited text to the amendment that a drafter would have written. Pure."""
