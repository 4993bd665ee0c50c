"""The client's parts: one components-v2 component, told by its payload what to show."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from pages._ui import cached, state

# The component's script travels with every part of every run: it is as short as it can be, and only
# names the one that the browser caches. Streamlit takes a script of one line for a path.
_BOOT = """export default c=>{{let s,g;
import(location.origin+"{url}/areas.js").then(m=>g||(s=m.default(c)));return()=>{{g=1;s?.()}}}}"""


def show(payload: Mapping[str, Any], key: str, **on_trigger: Callable[[Any], None]) -> None:
    """Mount the part that `payload` names.

    `on_trigger` maps a trigger of the part (`select`, `sort`, `metric`) to a function of its value,
    called once before the run that the trigger causes; if a session begins with that run, since the
    one before is gone, then within it, and another run follows.
    """
    component = st.components.v2.component(
        "peta",
        html='<div class="peta-part"></div>',
        js=_BOOT.format(url=cached.frontend().client_url),
        isolate_styles=False,
    )

    def callback(trigger: str, act: Callable[[Any], None]) -> Callable[[], None]:
        def call() -> None:
            state.hear(st.session_state[key].get(trigger), act)

        return call

    callbacks: dict[str, Any] = {
        f"on_{name}_change": callback(name, act) for name, act in on_trigger.items()
    }
    # Deflated by us: a page is then as small where a proxy takes the websocket's compression away.
    data = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
    events = component(key=key, data=zlib.compress(data), **callbacks)
    # A session calls back only for what it has shown before.
    acted = [state.hear(events.get(name), act) for name, act in on_trigger.items()]
    if any(acted):
        st.rerun()
