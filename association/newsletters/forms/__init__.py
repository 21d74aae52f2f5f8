"""Forms of newsletters."""
