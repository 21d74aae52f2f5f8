"""Views that are no pages: search, lists for machines, log-in, errors and the gallery."""
