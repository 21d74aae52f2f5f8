"""Persons of the register."""
