"""A publication as one file: from its text to a PDF that a blind reader can use, and the job that makes it."""
