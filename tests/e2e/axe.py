"""Accessibility findings of axe-core, the page and its frames together."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe

from tools.visit import Visit

GRAVE = ("serious", "critical")


def findings(visit: Visit) -> list[str]:
    """Serious and critical violations, one line each: rule, target, what it found.

    axe gathers the results of the frames by itself, once its script is in each of them.
    """
    script = Axe().axe_script
    for frame in visit.page.frames:
        frame.evaluate(script)
    violations = visit.page.evaluate(
        "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
    )
    return [
        f"{violation['id']}: {node['target']} {node['html'][:160]}: {node['failureSummary']}"
        for violation in violations
        if violation["impact"] in GRAVE
        for node in violation["nodes"]
    ]
