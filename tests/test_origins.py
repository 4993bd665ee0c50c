from __future__ import annotations

import pytest

from geo.errors import DataError
from geo.origins import Origins, origins_of


def test_a_server_that_says_nothing_lets_nobody_in() -> None:
    assert origins_of({}) == Origins((), ())
    assert origins_of({}).allowed("https://a.example") == ""


def test_origins_are_named_one_after_another() -> None:
    found = origins_of(
        {
            "PETA_EMBED_ORIGINS": "https://a.example  https://b.example:8443",
            "PETA_API_ORIGINS": "https://c.example",
        }
    )
    assert found == Origins(("https://a.example", "https://b.example:8443"), ("https://c.example",))
    assert found.allowed("https://c.example") == "https://c.example"
    assert found.allowed("https://a.example") == ""


def test_the_interface_may_be_open_to_everyone_but_frames_may_not() -> None:
    assert origins_of({"PETA_API_ORIGINS": "*"}).allowed("https://a.example") == "*"
    with pytest.raises(DataError, match="PETA_EMBED_ORIGINS"):
        origins_of({"PETA_EMBED_ORIGINS": "*"})


@pytest.mark.parametrize(
    "text", ["a.example", "https://a.example/", "https://a;b", "'unsafe-eval'"]
)
def test_what_is_no_origin_stops_the_start(text: str) -> None:
    with pytest.raises(DataError) as refused:
        origins_of({"PETA_EMBED_ORIGINS": text, "PETA_API_ORIGINS": text})
    assert len(refused.value.faults) == 2
