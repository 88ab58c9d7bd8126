"""Landing an amendment in git: all or nothing, killed at any moment."""
