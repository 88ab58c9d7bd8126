"""The comparison table: words compared, provisions paired, rows made. Pure."""
