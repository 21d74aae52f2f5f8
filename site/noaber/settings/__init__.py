"""Settings: `base` for all, then `production`, `demo` (production without TLS), `dev` and `test`."""
