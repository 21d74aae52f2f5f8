"""The first screen of the admin: what one can do, what waits, what is planned and how the site is doing."""
