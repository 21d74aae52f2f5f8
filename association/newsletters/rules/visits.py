"""Whose visit counts: that of a person who looks, not of a program that says it is one."""

import re
from collections.abc import Mapping

# What programs call themselves; those that say nothing at all are no browser either.
PROGRAMS = re.compile(
    r"bot\b|bot[/_;-]|crawl|spider|slurp|scan|fetch|preview|monitor|archiver|validator|externalhit|curl|wget|httpx|"
    r"python|java/|go-http|okhttp|libwww|feed|rss",
    re.IGNORECASE,
)
AHEAD = ("Sec-Purpose", "Purpose", "X-Moz", "X-Purpose")
NOT_YET = ("prefetch", "prerender", "preview")


def is_of_a_person(method: str, headers: Mapping[str, str]) -> bool:
    """Whether a request is somebody's who looks at a page: a GET by a browser, and not one made ahead of a click.

    `headers` are found by name, whatever the case. A program that says it is a browser counts as one.
    """
    agent = headers.get("User-Agent", "")
    ahead = " ".join(headers.get(name, "") for name in AHEAD).lower()
    return method == "GET" and bool(agent) and not PROGRAMS.search(agent) and not any(word in ahead for word in NOT_YET)
