"""What is fast, and how it was measured: each figure beside its peer or limit, measured in the same run."""
