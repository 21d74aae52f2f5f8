"""Portfolios: the register and its pages."""
