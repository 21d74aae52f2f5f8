"""An editor goes from a report to the place in the text that it is about, and mends it."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.server import Server


def test_editor_finds_beside_the_text_what_a_report_said(
    new_page: NewPage, server: Server, staff_state: object
) -> None:
    screen = new_page(storage_state=staff_state)
    screen.goto(server.url("vdg", "/beheer/kwaliteit/teksten/?code=abbreviation"))
    row = screen.locator("#listing-results tbody tr").first
    word = re.search(r"'(\w+)'", row.inner_text())
    assert word is not None

    row.get_by_role("link").first.click()
    expect(screen).to_have_url(re.compile(r"/edit/#block-[\w-]+-section$"))
    screen.locator("body.ready").wait_for()
    screen.locator('[data-side-panel-toggle="checks"]').click()

    remarks = screen.locator("[data-quality-remarks]")
    expect(remarks).to_contain_text("om te verbeteren")
    remark = remarks.get_by_role("link", name=f"'{word[1]}' staat er zonder uitleg.")
    remark.click()
    target = remark.get_attribute("href")
    assert target
    expect(screen.locator(target)).to_be_in_viewport()
