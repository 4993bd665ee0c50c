"""Pages without a browser: what a run shows, and that URL, Query and widgets stay one state."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from streamlit.testing.v1 import AppTest

from geo.model import Lang, Page
from geo.query import Query
from geo.wording import words
from tests.data import ROOT

FRAME = ROOT / "pages" / "_ui" / "frame.py"


def open_page(page: Page, params: Mapping[str, str] | None = None) -> AppTest:
    """A reader's first run of a page with a query string."""
    app = AppTest.from_file(str(FRAME), default_timeout=60)
    for name, value in (params or {}).items():
        app.query_params[name] = value
    if page is not Page.HOME:
        app.switch_page(f"../{page}.py")
    return app.run()


def url(app: AppTest) -> dict[str, str]:
    """The query string as a mapping."""
    return {
        name: value[0] if isinstance(value, list) else value
        for name, value in app.query_params.items()
    }


def shown(app: AppTest) -> str:
    """The markup of the page."""
    return "".join(element.proto.body for element in app.get("html"))


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("page", Page)
def test_a_page_runs_without_an_error_and_leaves_a_clean_link_alone(page: Page, lang: str) -> None:
    params = {} if lang == "id" else {"lang": lang}
    app = open_page(page, params)
    assert not app.exception
    assert url(app) == params
    assert "<h1>" in shown(app)
    assert words(Lang(lang)).text("ui.dropped") not in shown(app)


def test_widgets_show_what_the_link_says() -> None:
    app = open_page(Page.EXPLORE, {"a": "3404", "metric": "emprate", "year": "2021"})
    values = {box.key: box.value for box in app.selectbox}
    assert values["area-a"] == "3404"
    assert values["metric"] == "emprate"
    assert values["year"] == "2021"


def test_a_widget_changes_the_link_and_keeps_the_rest() -> None:
    app = open_page(Page.EXPLORE, {"lang": "en", "a": "3404"})
    app.selectbox(key="metric").set_value("emprate").run()
    assert url(app) == {"lang": "en", "a": "3404", "metric": "emprate"}
    app.selectbox(key="metric").set_value(Query().metric).run()
    assert url(app) == {"lang": "en", "a": "3404"}


def test_a_year_that_the_next_metric_lacks_is_let_go() -> None:
    app = open_page(Page.EXPLORE, {"metric": "emprate", "year": "2021"})
    app.selectbox(key="metric").set_value("se2016").run()
    assert url(app) == {"metric": "se2016"}
    assert not app.exception


def test_what_was_dropped_is_named_and_forgotten_at_the_next_change() -> None:
    app = open_page(Page.EXPLORE, {"metric": "nonsense", "k": "99", "lang": "en"})
    assert "nonsense" in shown(app)
    assert "99" in shown(app)
    app.selectbox(key="metric").set_value("emprate").run()
    assert "nonsense" not in shown(app)
    assert url(app) == {"lang": "en", "metric": "emprate"}


def test_names_of_others_in_the_link_are_left_to_them() -> None:
    app = open_page(Page.EXPLORE, {"utm_source": "seminar"})
    app.selectbox(key="metric").set_value("emprate").run()
    assert url(app) == {"utm_source": "seminar", "metric": "emprate"}


def test_a_link_read_again_wins_over_what_was_chosen() -> None:
    app = open_page(Page.EXPLORE, {"metric": "emprate"})
    app.selectbox(key="metric").set_value("se2016").run()
    app.query_params["metric"] = "unemprate"
    app.run()
    assert app.selectbox(key="metric").value == "unemprate"


def test_swapping_turns_the_pair_round() -> None:
    app = open_page(Page.COMPARE, {"a": "3404", "b": "3402"})
    app.button(key="swap").click().run()
    assert url(app) == {"a": "3402", "b": "3404"}


def test_the_language_changes_without_changing_the_view() -> None:
    app = open_page(Page.COMPARE, {"metric": "emprate"})
    app.button(key="language").click().run()
    assert url(app) == {"metric": "emprate", "lang": "en"}
    assert "Kota Bandung" in shown(app)
    assert "Indicator" in {box.label for box in app.selectbox}


def test_the_other_region_is_one_click_away() -> None:
    app = open_page(Page.EXPLORE, {"at": "3404"})
    app.segmented_control(key="region").set_value("3273").run()
    assert url(app) == {"a": "3273", "b": "34"}


def test_nothing_published_is_a_designed_state() -> None:
    app = open_page(Page.EXPLORE, {"a": "3273", "metric": "se2016"})
    assert 'class="peta-empty"' in shown(app)
    assert not app.exception
