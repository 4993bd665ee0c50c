from __future__ import annotations

from tests.e2e.conftest import Visitor
from tools.server import Server


def test_home_loads_in_the_default_language(visitor: Visitor) -> None:
    page = visitor().open("/")
    assert page.locator("html").get_attribute("lang") == "id"
    assert page.locator("h1").count() == 1


def test_a_fresh_server_answers(fresh_server: Server, visitor: Visitor) -> None:
    page = visitor(fresh_server.origin).open("/?lang=en")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("h1").count() == 1
