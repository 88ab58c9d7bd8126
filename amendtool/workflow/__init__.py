"""What the product does: one module a use case, callable without a terminal."""
