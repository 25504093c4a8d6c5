import dataclasses, statistics

BAR = 1.05
MORE = 15       # pairs that decide when fewer are over the bar


@dataclasses.dataclass
class Beside:
    """How a program stands beside an earlier one: its figure over the earlier one's, of each pair of runs."""
    ratios: list
    bar: float | None = BAR     # the most that their median may be; None: for information
    failure: str = ""           # what the earlier program did not do; then there is nothing to compare with
    first: list = ()            # the ratios of the fewer pairs that came before these, because a line of the row was over

    @property
    def median(self):
        return statistics.median(self.ratios) if self.ratios else None

    @property
    def is_met(self):
        return self.bar is None or self.median is None or self.median <= self.bar


def compared(own, earlier, of):
    """The ratios of a figure `of` two programs' samples, pair by pair.

    There is none where the earlier one took nothing, nor where tasks are wrong: that run was waited for in vain.
    """
    return [of(a) / of(b) for a, b in zip(own, earlier) if of(b) > 0 and not is_wrong(a) and not is_wrong(b)]


def is_wrong(sample):
    return getattr(sample, "wrong", 0) > 0
