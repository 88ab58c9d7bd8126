"""The folder of the articles: clause files into a charter, and back."""
