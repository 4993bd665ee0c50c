"""`python -m tests.reference` writes the businesses; survey.R makes the values of them."""

from __future__ import annotations

from tests.reference.designs import FOLDER, combined, made

for name, table in (("businesses", made()), ("combined", combined())):
    table.to_csv(FOLDER / f"{name}.csv", index=False, lineterminator="\n")
