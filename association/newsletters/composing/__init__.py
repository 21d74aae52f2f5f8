"""Making an issue: what comes in it, how it is rendered, checked and agreed to."""
