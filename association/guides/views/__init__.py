"""What readers and editors of guides ask for beside its pages."""
