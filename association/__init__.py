"""The domain of an association of municipalities."""
