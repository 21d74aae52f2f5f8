"""Rules of newsletters: secrets, addresses, places for what is personal."""
