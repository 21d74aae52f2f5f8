"""From a Word or ODT file to a draft publication: checks, reading, outline, blocks, pages and a report."""
