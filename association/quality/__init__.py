"""Quality: rules for texts, links that work, and the lists of what is left to mend."""
