"""Several amendments beside each other: the items of a meeting, and what they need and touch."""
