"""Contributing to a chapter: asking somebody, writing by a link, and the mails about it."""
