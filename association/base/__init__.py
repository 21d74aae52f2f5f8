"""What every topic builds on: viewers, pages, blocks, files, brand and site settings."""
