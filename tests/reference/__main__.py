"""`python -m tests.reference` writes businesses.csv anew; survey.R then makes the values of it."""

from __future__ import annotations

from tests.reference.designs import FOLDER, made

made().to_csv(FOLDER / "businesses.csv", index=False, lineterminator="\n")
