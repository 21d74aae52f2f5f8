"""The screens of activities in the admin."""
