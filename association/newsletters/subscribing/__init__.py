"""How people get on lists, choose, and leave; every change leaves a consent event."""
