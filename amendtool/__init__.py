"""amendtool: articles of incorporation in git, amended by operations, compared in print."""

__version__ = "0.1.0"
