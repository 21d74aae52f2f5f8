"""Publishing: on time, all or nothing, with a name and a note for the version."""
