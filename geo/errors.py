"""The one family of errors. Messages are English, for the log; readers get words of `locales/`."""

from __future__ import annotations

from dataclasses import dataclass

_MOST_LISTED = 20
"""Faults of the rows of one file that a message lists."""


class PetaError(Exception):
    """Base of every error that this project raises on purpose."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a data file: `where` names file, row or column, `what` says what is wrong."""

    where: str
    what: str

    @property
    def file(self) -> str:
        """The file, or the setting, that the fault is in."""
        return self.where.partition(" ")[0]

    @property
    def whole(self) -> bool:
        """Whether it is a fault of the file as a whole, not of a row or column."""
        return self.where == self.file

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
    """Data that may not be served, with every fault found, not only the first.

    The message groups the faults by file and ends with the likely cause: a file that is itself at
    fault (missing, or other than recorded) comes after those that only do not fit it, and after its
    own rows. Of many faults in one file it holds the first and how many more there are.
    """

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        groups: dict[str, list[Fault]] = {}
        for fault in faults:
            groups.setdefault(fault.file, []).append(fault)
        ordered = sorted(groups.values(), key=lambda own: any(fault.whole for fault in own))
        lines = "\n\n".join(_lines(own) for own in ordered)
        super().__init__(
            f"Nothing is served: {len(faults)} fault(s) in {len(groups)} place(s), "
            f"the likely cause last.\n\n{lines}"
        )


def _lines(faults: list[Fault]) -> str:
    rows = [fault for fault in faults if not fault.whole]
    more = len(rows) - _MOST_LISTED
    listed = [f"  - {fault}" for fault in rows[:_MOST_LISTED]]
    listed += [f"  - {faults[0].file}: {more} more"] if more > 0 else []
    return "\n".join([*listed, *(f"  - {fault}" for fault in faults if fault.whole)])
