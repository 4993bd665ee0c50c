"""URL and Query stay one state, without a browser."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.test_frame import url

SCRIPT = """
import streamlit as st
from pages._ui import cached, state

data = cached.dataset()
query = state.begin(data)
st.text(f"{query.metric} {len(state.dropped())}")
for code in ("emprate", "se2016", "integrated"):
    st.button(code, on_click=lambda code=code: state.change(metric=code))
state.finish(data)
"""
"""A page of one button a change, between reading the URL and writing it."""


def start(**params: str) -> AppTest:
    """The first run under a query string."""
    app = AppTest.from_string(SCRIPT, default_timeout=60)
    for name, value in params.items():
        app.query_params[name] = value
    return app.run()


def press(app: AppTest, code: str) -> AppTest:
    """Choose a metric."""
    (button,) = (own for own in app.button if own.label == code)
    return button.click().run()


def test_a_change_is_written_into_the_link_and_keeps_the_rest() -> None:
    app = press(start(lang="en", a="3404"), "emprate")
    assert url(app) == {"lang": "en", "a": "3404", "metric": "emprate"}
    assert url(press(app, "integrated")) == {"lang": "en", "a": "3404"}


def test_what_was_dropped_is_forgotten_at_the_next_change() -> None:
    app = start(metric="nonsense", k="99", lang="en")
    assert app.text[0].value == "integrated 2"
    app = press(app, "emprate")
    assert app.text[0].value == "emprate 0"
    assert url(app) == {"lang": "en", "metric": "emprate"}


def test_names_of_others_in_the_link_are_left_to_them() -> None:
    app = press(start(utm_source="seminar"), "emprate")
    assert url(app) == {"utm_source": "seminar", "metric": "emprate"}


def test_a_link_read_again_wins_over_what_was_chosen() -> None:
    app = press(start(metric="emprate"), "se2016")
    app.query_params["metric"] = "unemprate"
    assert app.run().text[0].value == "unemprate 0"
