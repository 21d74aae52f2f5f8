"""Views of newsletters."""
