from __future__ import annotations

from geo.errors import DataError, Fault


def test_faults_are_grouped_and_the_likely_cause_comes_last() -> None:
    faults = (
        Fault("areas.csv", "checksum is 12, not 34"),
        Fault("figures.csv row 4", "area_code is unknown: '99'"),
        Fault("areas.csv row 2", "code is no text"),
        Fault("checks.csv row 9", "area_code is unknown: '99'"),
        Fault("figures.csv row 7", "area_code is unknown: '99'"),
    )
    assert str(DataError(faults)).splitlines() == [
        "Nothing is served: 5 fault(s) in 3 place(s), the likely cause last.",
        "",
        "  - figures.csv row 4: area_code is unknown: '99'",
        "  - figures.csv row 7: area_code is unknown: '99'",
        "",
        "  - checks.csv row 9: area_code is unknown: '99'",
        "",
        "  - areas.csv row 2: code is no text",
        "  - areas.csv: checksum is 12, not 34",
    ]
    assert DataError(faults).faults == faults


def test_a_thousand_faults_of_one_file_are_a_screen_of_lines() -> None:
    faults = tuple(Fault(f"figures.csv row {row}", "value is empty") for row in range(1000))
    lines = str(DataError(faults)).splitlines()
    assert len(lines) == 2 + 20 + 1
    assert lines[-1] == "  - figures.csv: 980 more"
