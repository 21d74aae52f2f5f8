"""Requests per CPU second of the server: our pages beside a stock Wagtail page, a bare view and a static file.

Run as `python -m benchmarks.pages`. The goal: home, news list and portfolio page at 0.4 × the stock page or better.
"""

import http.client
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.servers import ROOT, Server, granian, make_demonstration, make_stock_project

REQUESTS = 400
WARM_UP = 20
GOAL = 0.4
PAGES = {
    "home": "/",
    "news list": "/nieuws/",
    "portfolio page": "/portefeuilles/gezondheid-en-welzijn/",
    "chapter": "/publicaties/overdrachtsdocument-2026/gezondheid-en-welzijn/",
    "whole document": "/publicaties/overdrachtsdocument-2026/volledig/",
}


@dataclass(frozen=True)
class Figure:
    """A measured page: requests per CPU second of the server, and whether the goal counts for it."""

    name: str
    rate: float
    counts: bool = False


def measure(server: Server, path: str) -> float:
    """Requests per CPU second of one page, over one kept connection; RuntimeError when the page does not answer 200."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)

    def ask(times: int) -> None:
        for _ in range(times):
            connection.request("GET", path, headers={"Host": "localhost", "Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{path} answers {answer.status}")

    ask(WARM_UP)
    before = server.cpu_seconds()
    ask(REQUESTS)
    return REQUESTS / max(server.cpu_seconds() - before, 0.01)


def stylesheet(server: Server) -> str:
    """The address of the site's stylesheet."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", "/", headers={"Host": "localhost"})
    text = connection.getresponse().read().decode()
    found = re.search(r'href="(/static/css/[^"]+)"', text)
    if not found:
        raise RuntimeError("The home page names no stylesheet.")
    return found[1]


def measure_ours(folder: Path, *, cached: bool) -> list[Figure]:
    """Our pages, with the page cache as shipped or switched off."""
    environment = {
        "DATA_FOLDER": str(folder),
        "DJANGO_SETTINGS_MODULE": "noaber.settings.demo",
        "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}",
        "PAGE_CACHE_SECONDS": "60" if cached else "0",
    }
    with granian(8191, application="noaber.wsgi:application", folder=ROOT, environment=environment) as server:
        label = "as shipped" if cached else "page cache off"
        figures = [Figure(f"{name}, {label}", measure(server, path), counts=cached) for name, path in PAGES.items()]
        if cached:
            figures.append(Figure("static file", measure(server, stylesheet(server))))
        return figures


def measure_stock(folder: Path) -> list[Figure]:
    """The stock page and the bare view."""
    environment = {"DJANGO_SETTINGS_MODULE": "stock.settings.bench", "PYTHONPATH": str(folder)}
    with granian(8192, application="stock.wsgi:application", folder=folder, environment=environment) as server:
        return [
            Figure("stock Wagtail page", measure(server, "/")),
            Figure("bare Django view", measure(server, "/bare/")),
        ]


def main() -> int:
    """Measure everything, print the table; exit code 1 when a goal is missed."""
    with tempfile.TemporaryDirectory() as stock, tempfile.TemporaryDirectory() as ours:
        make_stock_project(Path(stock))
        make_demonstration(Path(ours))
        figures = measure_stock(Path(stock))
        peer = figures[0].rate
        figures += [*measure_ours(Path(ours), cached=True), *measure_ours(Path(ours), cached=False)]
    print(f"{'page':34} {'req/CPU s':>10} {'× stock':>8}  goal")
    for figure in figures:
        ratio = figure.rate / peer
        goal = f"≥ {GOAL} {'reached' if ratio >= GOAL else 'MISSED'}" if figure.counts else ""
        print(f"{figure.name:34} {figure.rate:10.0f} {ratio:8.2f}  {goal}")
    return int(any(figure.counts and figure.rate / peer < GOAL for figure in figures))


if __name__ == "__main__":
    raise SystemExit(main())
