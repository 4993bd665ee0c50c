"""The parts of the component: list of areas, legend, series, pairs, page words."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect


def show_list(page: Page, more: str = "{}", region: str = "34", level: str = "kecamatan") -> None:
    """Mounts a list of areas and waits for its rows."""
    page.evaluate(
        f"harness.list('{region}', '{level}', {more}).then(data => harness.part('list', data))"
    )
    page.wait_for_selector("tr[data-code]")


def calls(page: Page) -> list[list[str]]:
    """What would have gone to the server."""
    return page.evaluate("harness.calls")


def rows(page: Page) -> list[str]:
    """Codes of the rows, top to bottom."""
    return page.locator("tr[data-code]").evaluate_all("lines => lines.map(l => l.dataset.code)")


def test_the_ranked_table_shows_what_it_was_sent(page: Page) -> None:
    show_list(page)
    sent = page.evaluate("harness.list('34', 'kecamatan')")
    shown = page.locator("tr[data-code]").evaluate_all(
        "lines => lines.map(l => [l.dataset.code, l.querySelector('td.num').firstChild.data])"
    )
    texts = dict(zip(sent["codes"], sent["texts"], strict=True))
    assert len(shown) == 78
    for code, text in shown:
        assert text == texts[code] or (texts[code] == "" and not text[0].isdigit())
    values = dict(zip(sent["codes"], sent["values"], strict=True))
    ordered = [values[code] for code, _ in shown if values[code] is not None]
    assert ordered == sorted(ordered, reverse=True)
    assert page.locator("rect.rank-column").count() == len(ordered)
    assert page.locator("tr[data-code] th[scope=row]").count() == 78


def test_the_unranked_list_has_no_chart_no_bars_no_value_order(page: Page) -> None:
    show_list(page, "{ranked: false}")
    assert page.locator(".peta-ranks").is_hidden()
    assert page.locator(".bar").count() == page.locator("[data-sort]").count() == 0
    assert page.locator(".place").count() == 0
    groups = page.locator("th[scope=rowgroup]").all_inner_texts()
    assert groups == ["Bantul", "Gunungkidul", "Kota Yogyakarta", "Kulon Progo", "Sleman"]
    names = page.locator("tbody").first.locator("tr[data-code] button").all_inner_texts()
    assert names == sorted(names)


def test_sorting_reorders_at_once_and_tells_the_server_once(page: Page) -> None:
    show_list(page)
    by_value = rows(page)
    page.locator("[data-sort=name]").click()
    assert rows(page) != by_value
    expect(page.locator("th[aria-sort=ascending]")).to_have_count(1)
    expect(page.locator("[data-sort=name]")).to_be_focused()
    assert calls(page) == [["list", "sort", "name"]]


def test_the_select_box_selects_once_and_groups_by_parent(page: Page) -> None:
    show_list(page)
    assert page.locator("select optgroup").count() == 5
    page.get_by_label("Pilih kapanewon/kemantren").select_option("3404070")
    assert calls(page) == [["list", "select", "3404070"]]
    expect(page.locator("tr.selected")).to_have_attribute("data-code", "3404070")
    page.get_by_label("Pilih kapanewon/kemantren").select_option("")
    assert calls(page)[1:] == [["list", "select", ""]]


def test_arrow_keys_walk_the_rows_and_enter_selects(page: Page) -> None:
    show_list(page)
    codes = rows(page)
    assert page.locator(".peta-row-button[tabindex='0']").count() == 1
    page.locator(".peta-row-button").first.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
    focused = "document.activeElement.closest('tr').dataset.code"
    assert page.evaluate(focused) == codes[2]
    assert calls(page) == []
    page.keyboard.press("End")
    assert page.evaluate(focused) == codes[-1]
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    assert calls(page) == [["list", "select", codes[0]]]
    assert page.evaluate("scrollY") == 0


def test_pointing_from_the_map_scrolls_the_box_and_never_the_page(page: Page) -> None:
    show_list(page)
    last = rows(page)[-1]
    page.evaluate("code => peta.emit('point', {code, class: '0', from: 'a', side: 'a'})", last)
    assert page.locator(".table-box").evaluate("box => box.scrollTop") > 500
    assert page.evaluate("scrollY") == 0
    expect(page.locator(f"tr[data-code='{last}']")).to_have_class("pointed")


def test_the_selection_of_another_side_is_not_mine(page: Page) -> None:
    show_list(page)
    page.evaluate("peta.emit('select', {code: '3404070', from: 'b', side: 'b'})")
    assert calls(page) == []
    page.evaluate("peta.emit('select', {code: '3404070', from: 'a', side: 'a'})")
    assert calls(page) == [["list", "select", "3404070"]]


def test_new_data_updates_in_place_and_cleanup_silences(page: Page) -> None:
    show_list(page)
    page.locator(".peta-row-button").nth(4).focus()
    show_list(page, "{selected: '3404070'}")
    assert page.locator("[data-part=areas]").count() == 1
    expect(page.locator("tr.selected")).to_have_attribute("data-code", "3404070")
    assert page.evaluate("document.activeElement.className") == "peta-row-button"
    page.evaluate("harness.unmount('list')")
    page.evaluate("peta.emit('select', {code: '3403060', from: 'a', side: 'a'})")
    assert calls(page) == []
    assert page.locator("[data-part=areas]").count() == 0


def test_the_chart_points_and_selects_like_the_table(page: Page) -> None:
    show_list(page)
    column = page.locator("rect.rank-column").nth(5)
    code = column.get_attribute("data-code")
    box = column.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + 4
    page.mouse.move(x, y)
    expect(page.locator("tr.pointed")).to_have_attribute("data-code", code or "")
    page.mouse.click(x, y)
    assert calls(page) == [["list", "select", code]]


def test_the_legend_follows_the_pointer(page: Page) -> None:
    page.evaluate("harness.part('legend', harness.legend())")
    page.evaluate("peta.emit('point', {code: '3404070', class: '2', from: 'a'})")
    expect(page.locator(".legend-entry.lit")).to_have_attribute("data-class", "2")
    page.evaluate("peta.emit('point', {code: null, class: null, from: 'a'})")
    expect(page.locator(".legend-entry.lit")).to_have_count(0)


def test_a_held_legend_entry_stays_lit_until_pressed_again(page: Page) -> None:
    page.evaluate("harness.part('legend', harness.legend())")
    entry = page.locator("[data-class='1'].legend-entry")
    entry.focus()
    page.keyboard.press("Enter")
    expect(entry).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Enter")
    expect(entry).to_have_attribute("aria-pressed", "false")
    last = page.evaluate("harness.told.filter(item => item.type === 'class').at(-1)")
    assert last["index"] is None


_PAIR = """more => harness.part('pair', {part: 'pair', names: ['DIY', 'Kota Bandung', 'Sleman'],
  lang: 'id', active: 'emprate',
  groups: [{title: 'Angka resmi',
    rows: [['emprate', [['96', '2024'], ['92', '2024'], []], [[96], [4, 20], []], null, ['+4'],
      'higher']],
    apart: [['hanya di dalam DIY', [['register', [['1', '2024'], [], []]]]]]}], ...more})"""


def test_a_pair_row_asks_for_its_metric_once(page: Page) -> None:
    page.evaluate(_PAIR, {})
    page.locator(".pair-apart > summary").click()
    page.locator("[data-metric=register]").click()
    page.locator("[data-metric=register]").click()
    page.locator("[data-metric=emprate]").click()
    assert calls(page) == [["pair", "metric", "register"], ["pair", "metric", "emprate"]]


def test_a_pair_row_says_in_words_what_its_marks_show(page: Page) -> None:
    page.evaluate(_PAIR, {})
    row = page.locator("[data-code=emprate]")
    expect(row.get_by_role("cell").last).to_have_text("▲ DIY lebih tinggi")
    expect(row.locator("[data-side=a] .dots-mark")).to_have_count(1)
    expect(row.locator("[data-side=b] .dots-span")).to_have_count(1)
    expect(row.locator("[data-side=c] *")).to_have_count(0)
    expect(row.get_by_role("cell").nth(2)).to_have_text(re.compile("–"))
    expect(page.get_by_role("columnheader").nth(3)).to_have_text("C Sleman")


def test_what_stays_clear_when_all_are_tested_together_has_a_mark_and_words(page: Page) -> None:
    row = "['new', [['12'], ['9'], []], [[96], [4], []], null, ['+3'], 'higher', 1]"
    page.evaluate(
        f"""() => harness.part('pair', {{part: 'pair', names: ['DIY', 'Bandung'], lang: 'id',
          active: 'new', groups: [{{title: 'Data', rows: [{row}], apart: []}}],
          mark: '✓ menandai …', notes: ['Angka jumlah …']}})"""
    )
    cell = page.locator("[data-code=new] .pair-word")
    expect(cell.locator(".pair-together")).to_have_text("✓")
    expect(cell.locator(".peta-sr")).to_contain_text("tetap nyata bila semua diuji bersama")
    expect(page.locator(".pair-note")).to_have_count(3)


def test_what_may_not_be_compared_is_folded_by_reason_unless_it_is_on_the_maps(page: Page) -> None:
    page.evaluate(_PAIR, {})
    fold = page.locator(".pair-apart")
    expect(fold.locator("summary")).to_have_text(re.compile("^1 .*hanya di dalam DIY"))
    expect(fold).not_to_have_attribute("open", "")
    fold.locator("summary").click()
    page.evaluate(_PAIR, {"names": ["DIY", "Bandung", "Sleman"]})
    expect(page.get_by_role("columnheader", name="B Bandung").first).to_be_visible()
    expect(fold).to_have_attribute("open", "")
    page.evaluate("() => harness.part('pair', {part: 'pair', lang: 'id', groups: [], names: []})")
    page.evaluate(_PAIR, {"active": "register"})
    expect(fold).to_have_attribute("open", "")


def test_a_series_names_every_point_for_readers(page: Page) -> None:
    page.evaluate(
        """() => harness.part('series', {part: 'series', title: 'TPT', unit: '%', note: '',
          words: {period: 'Tahun', value: 'Nilai'},
          points: [{period: '2018', value: 4.4, text: '4,4'},
            {period: '2024', value: 3.7, text: '3,7'}]})"""
    )
    page.wait_for_selector(".series-point")
    names = page.locator(".series-point").evaluate_all(
        "g => g.map(p => p.getAttribute('aria-label'))"
    )
    assert names == ["2018: 4,4 %", "2024: 3,7 %"]
    expect(page.locator(".series-table th[scope=col]")).to_have_text(["2018", "2024"])
    expect(page.locator(".series-table td")).to_have_text(["4,4", "3,7"])


def test_a_picture_of_a_region_has_a_name_and_outlines(page: Page) -> None:
    page.evaluate(
        """() => harness.part('thumb', {part: 'thumb', title: 'DIY', description: '78 kecamatan',
          geometry: '/geometry/test/34/kecamatan.json',
          outline: '/geometry/test/34/kabkota.json'})"""
    )
    page.wait_for_selector("path.thumb-outline")
    assert page.locator(".peta-thumb svg").get_attribute("aria-label") == "DIY. 78 kecamatan"


def test_names_are_never_read_as_markup(page: Page) -> None:
    page.evaluate(
        "harness.part('legend', harness.legend({title: '<img src=x onerror=window.bad=1>'}))"
    )
    assert page.locator(".legend-title b").inner_text() == "<img src=x onerror=window.bad=1>"
    assert page.evaluate("window.bad") is None


def test_english_of_the_framework_is_translated_both_ways(page: Page) -> None:
    page.evaluate(
        """() => { const link = document.createElement('a');
          link.textContent = 'Skip to main content'; link.setAttribute('aria-label', 'Close');
          document.body.append(link); }"""
    )
    link = page.locator("body > a")
    expect(link).to_have_text("Langsung ke isi utama")
    expect(link).to_have_attribute("aria-label", "Tutup")
    page.evaluate("peta.page({lang: 'en'})")
    expect(link).to_have_text("Skip to main content")


def test_a_phone_has_no_sideways_scroll(phone: Page) -> None:
    show_list(phone)
    phone.evaluate("harness.part('legend', harness.legend(), 'left')")
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth") is True
    box = phone.locator(".table-box")
    assert box.evaluate("node => node.scrollWidth <= node.clientWidth") is True


def test_the_legend_shows_the_hatch_of_values_to_be_read_with_care(page: Page) -> None:
    page.evaluate(
        "harness.part('legend', harness.legend({care: {text: 'perlu hati-hati', count: '7'}}))"
    )
    care = page.locator(".legend-care")
    assert care.locator('[data-swatch="c"]').is_visible()
    assert care.inner_text().split() == ["*", "perlu", "hati-hati", "7"]
