"""The client's parts: one components-v2 component, told by its payload what to show."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from pages._ui import cached

# The component's script travels with every run, so it only names the one that the browser caches.
_BOOT = """
const client = import(new URL("{url}/areas.js", location.origin).href);
export default (component) => {{
  let stop, gone = false;
  client.then((module) => {{ if (!gone) stop = module.default(component); }});
  return () => {{ gone = true; stop?.(); }};
}};
"""


def show(payload: Mapping[str, Any], key: str, **on_trigger: Callable[[Any], None]) -> None:
    """Mount the part that `payload` names.

    `on_trigger` maps a trigger of the part (`select`, `sort`, `metric`) to a function of its value,
    called once before the run that the trigger causes.
    """
    component = st.components.v2.component(
        "peta",
        html='<div class="peta-part"></div>',
        js=_BOOT.format(url=cached.frontend().client_url),
        isolate_styles=False,
    )

    def callback(trigger: str, act: Callable[[Any], None]) -> Callable[[], None]:
        def call() -> None:
            value = st.session_state[key].get(trigger)
            if value is not None:
                act(value)

        return call

    callbacks: dict[str, Any] = {
        f"on_{name}_change": callback(name, act) for name, act in on_trigger.items()
    }
    component(key=key, data=dict(payload), **callbacks)
