from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from geo.change import metric_of
from geo.indicators import REGISTRY, MapKind
from geo.kinds import SHOWS, Why, natural, offers, shown
from geo.model import Lang, Show
from geo.query import Query
from geo.wording import words
from tests.data import dataset
from tests.strategies import queries

DATA = dataset()


@pytest.mark.parametrize("code", REGISTRY)
def test_a_count_is_never_coloured_over_areas_nor_a_rate_sized_as_a_circle(code: str) -> None:
    reasons = {offer.show: offer.why for offer in offers(Query(metric=code), DATA)}
    if REGISTRY[code].kind is MapKind.CIRCLES:
        assert (reasons[Show.AREAS], reasons[Show.CIRCLES]) == (Why.COUNT, None)
    else:
        assert (reasons[Show.AREAS], reasons[Show.CIRCLES]) == (None, Why.RATE)


@given(queries())
def test_what_is_drawn_is_offered_and_is_what_was_asked_for_where_it_can_be(query: Query) -> None:
    open_ = [offer.show for offer in offers(query, DATA) if offer.why is None]
    drawn = shown(query, DATA)
    assert drawn in open_
    assert drawn == (query.show if query.show in open_ else natural(metric_of(query)))


def test_a_kind_that_does_not_fit_the_metric_comes_back_with_one_that_it_fits() -> None:
    query = Query(metric="integrated", show=Show.CIRCLES)
    assert shown(query, DATA) is Show.AREAS
    assert shown(replace(query, metric="businesses"), DATA) is Show.CIRCLES


@pytest.mark.parametrize("lang", Lang)
def test_every_kind_and_every_reason_has_its_words(lang: Lang) -> None:
    say = words(lang)
    assert all(
        say.has(f"ui.options.show.{show}.{key}") for show in SHOWS for key in ("name", "help")
    )
    assert all(say.has(f"ui.options.reason.{why}") for why in Why)
