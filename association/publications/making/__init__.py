"""Making volumes: of a kind, from a work plan, and after the last one of the series."""
