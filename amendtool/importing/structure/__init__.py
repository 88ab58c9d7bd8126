"""From the blocks of a document to the articles: labels, captions, outline, charter."""
