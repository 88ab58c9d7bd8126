"""From the tree that a document prints to a charter: its levels, its parts, its provisions."""
