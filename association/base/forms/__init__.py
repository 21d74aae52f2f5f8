"""Forms of the admin; in files apart, since Wagtail's own forms can be imported at different moments."""
