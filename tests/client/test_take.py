"""The row under a view: files, link, citation, and what happens where copying is refused."""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect

SENT = """{part: 'take', lang: 'id', asked: 'metric=se2016&a=34',
  citation: ['Data contoh. ', ' (hari ini)']}"""


def show(page: Page) -> None:
    page.evaluate(f"harness.part('take', {SENT})")
    page.wait_for_selector("[data-file][href]")


def test_files_are_links_with_the_parameters_of_the_view(page: Page) -> None:
    show(page)
    links = page.locator("[data-file]").evaluate_all("l => l.map(a => a.getAttribute('href'))")
    kinds = ("figure.png", "figure.svg", "areas.xlsx", "areas.zip", "areas.geojson")
    assert links == [f"/api/v1/{kind}?metric=se2016&a=34" for kind in kinds]


def test_a_file_is_saved_under_its_name_and_says_so(page: Page) -> None:
    def answer(route: Route) -> None:
        expect(page.locator('[data-file="xlsx"]')).to_have_attribute("aria-busy", "true")
        expect(page.get_by_role("status")).to_have_text("Menyiapkan Excel…")
        name = 'attachment; filename="peta-umkm-se2016-34.xlsx"'
        route.fulfill(body=b"x", headers={"content-disposition": name})

    page.route("**/api/v1/areas.xlsx?*", answer)
    show(page)
    with page.expect_download() as saved:
        page.locator('[data-file="xlsx"]').click()
    assert saved.value.suggested_filename == "peta-umkm-se2016-34.xlsx"
    expect(page.get_by_role("status")).to_have_text("Excel selesai diunduh")
    expect(page.locator('[data-file="xlsx"]')).not_to_have_attribute("aria-busy", "true")


def test_link_and_citation_are_copied(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    show(page)
    page.get_by_role("button", name="Salin tautan").click()
    expect(page.get_by_role("status")).to_have_text("Tautan tersalin")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    page.get_by_role("button", name="Salin sitasi").click()
    expect(page.get_by_role("status")).to_have_text("Sitasi tersalin")
    cited = page.evaluate("navigator.clipboard.readText()")
    assert cited == f"Data contoh. {page.url} (hari ini)"


def test_where_copying_is_refused_the_text_stands_selected(page: Page) -> None:
    page.evaluate("peta.copy = async () => false")
    show(page)
    page.get_by_role("button", name="Salin tautan").click()
    field = page.get_by_role("textbox")
    expect(field).to_be_focused()
    assert field.evaluate("f => f.value.slice(f.selectionStart, f.selectionEnd)") == page.url
    page.get_by_role("button", name="Tutup").click()
    expect(field).to_have_count(0)
    expect(page.get_by_role("button", name="Salin tautan")).to_be_focused()
