import dataclasses

from .beside import Beside


@dataclasses.dataclass
class Line:
    """One line of the table."""
    what: str
    figure: float | None        # None: there is none, and `detail` says why
    unit: str
    bar: float | None           # the most that the figure may be; None: for information
    detail: str = ""
    beside: Beside | None = None    # what it costs beside an earlier program
    row: str = ""

    @property
    def is_met(self):
        return self.bar is None or self.figure is not None and self.figure <= self.bar

    def run_again(self, again):
        """Takes over the verdict beside the earlier program; of the other figures what missed its bar, in either run."""
        if self.beside and not again.beside.failure:
            again.beside.first = self.beside.ratios
            self.beside = again.beside
        if self.is_met and not again.is_met:
            self.figure, self.detail = again.figure, again.detail

    @property
    def holds(self):
        return self.is_met and (self.beside is None or self.beside.is_met)
