"""What lies in the bin, which addresses are gone, and what a removal touches."""
