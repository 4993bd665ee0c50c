"""The one family of errors. Messages are English, for the log; readers get words of `locales/`."""

from __future__ import annotations

from dataclasses import dataclass


class PetaError(Exception):
    """Base of every error that this project raises on purpose."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a data file: `where` names file, row or column, `what` says what is wrong."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(frozen=True, slots=True)
class CellFault(Fault):
    """A fault of a table of records, so that its words can be said in any language.

    `code` is the code of the fault, `column` the column's name in the file, `row` its row as a
    spreadsheet counts (0: the whole column), `cell` what stands there.
    """

    code: str
    column: str
    row: int = 0
    cell: str = ""


class DataError(PetaError):
    """Data that may not be served, with every fault found, not only the first."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        lines = "\n".join(f"  - {fault}" for fault in faults)
        super().__init__(f"{len(faults)} fault(s) in the data; nothing is served:\n{lines}")
