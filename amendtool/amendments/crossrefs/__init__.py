"""Cross-references under an amendment: kept true, rewritten, or asked about."""
