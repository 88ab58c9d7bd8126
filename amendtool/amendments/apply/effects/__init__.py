"""What each operation does to the present articles, and how it is undone: one module each."""
