"""Mail that comes back: reports of failures and complaints, and requests to be taken off by mail."""
