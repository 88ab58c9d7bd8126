"""From edited articles, in git or in a document, to the amendment that makes them."""
