"""Tests, in the mirror path of the code."""
