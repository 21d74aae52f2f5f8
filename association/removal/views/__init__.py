"""The screens of the bin, and Wagtail's own of taking away with what hangs on it."""
