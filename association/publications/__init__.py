"""Publications: the index of documents."""
