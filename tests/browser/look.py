"""`python -m tests.browser.look FOLDER [KIND …]`: pictures of every kind of page, and some on paper.

Both brands, two widths, light and dark. Starts a demonstration of its own and stops it again. The names are
BRAND-KIND-WIDTH-SCHEME.png and BRAND-KIND-paper-NUMBER.png.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.browser import chromium, launch_options, log_in
from tests.browser.kinds import BRANDS, BY_NAME, KINDS, Kind
from tests.browser.server import Server, serve

WIDTHS = {390: 844, 1280: 900}
SCHEMES = ("light", "dark")
ON_PAPER = ("home", "page", "news-item", "portfolio", "publication", "chapter", "document-whole")
DOTS = "80"  # per inch, of pictures of paper
LOAD_PICTURES = """async () => {
  for (const image of document.images) image.loading = "eager";
  const loaded = Promise.all([...document.images].map(image => image.decode().catch(() => null)));
  await Promise.race([loaded, new Promise(resolve => setTimeout(resolve, 20_000))]);
}"""


def take(page: Page, kind: Kind, brand: str, server: Server, folder: Path) -> None:
    """Pictures of one page in both schemes, as wide as its window is."""
    kind.open(page, server, brand)
    page.evaluate(LOAD_PICTURES)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of its words
        width = page.evaluate("innerWidth")
        file = folder / f"{brand}-{kind.name}-{width}-{scheme}.png"
        page.screenshot(path=file, full_page=True, animations="disabled")


def print_out(page: Page, kind: Kind, brand: str, server: Server, folder: Path) -> None:
    """The page on paper; as pictures when pdftoppm is there."""
    kind.open(page, server, brand)
    page.evaluate(LOAD_PICTURES)
    file = folder / f"{brand}-{kind.name}-paper.pdf"
    page.pdf(path=file, prefer_css_page_size=True, print_background=True)
    if program := shutil.which("pdftoppm"):
        subprocess.run([program, "-png", "-r", DOTS, file, file.with_suffix("")], check=True)
        file.unlink()


def take_all(browser: Browser, server: Server, folder: Path, kinds: list[Kind]) -> None:
    """All pictures of some kinds of pages."""
    staff = log_in(browser, server) if any(kind.staff for kind in kinds) else None
    for kind, brand, (width, height) in product(kinds, BRANDS, WIDTHS.items()):
        state = staff if kind.staff else None
        context = browser.new_context(viewport={"width": width, "height": height}, locale="nl-NL", storage_state=state)
        page = context.new_page()
        take(page, kind, brand, server, folder)
        if kind.name in ON_PAPER and width == max(WIDTHS):
            print_out(page, kind, brand, server, folder)
        context.close()


def main() -> int:
    """Do what the command line asks; 1 without Chromium."""
    parser = argparse.ArgumentParser(prog="tests.browser.look")
    parser.add_argument("folder", type=Path)
    parser.add_argument("kinds", nargs="*", choices=[*BY_NAME, []], default=[])
    asked = parser.parse_args()
    if not chromium():
        sys.stderr.write("No Chromium: install Debian's package chromium, or name the program in NOABER_CHROMIUM.\n")
        return 1
    asked.folder.mkdir(parents=True, exist_ok=True)
    place = tempfile.TemporaryDirectory(prefix="noaber-look-")
    with place, serve(Path(place.name)) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        take_all(browser, server, asked.folder, [BY_NAME[name] for name in asked.kinds] or list(KINDS))
        browser.close()
    sys.stdout.write(f"{len(list(asked.folder.glob('*.png')))} pictures in {asked.folder}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
