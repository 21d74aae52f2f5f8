"""What answers in the browser: files, and the screens of the admin."""
