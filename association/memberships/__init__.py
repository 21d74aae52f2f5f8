"""Who sits where, for whom, from when until when."""
