"""Workflow: who reads along before something is published, with an account or by a link."""
