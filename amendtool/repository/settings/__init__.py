"""``amendtool.toml``: read strictly, every mistake at once."""
