"""Git, and the folders of a managed repository on disk."""
