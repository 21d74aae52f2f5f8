"""Adopting: the newest text of a publication becomes an edition that never changes again."""
