from .beside import BAR, Beside, compared
from .measure import Failed


class Rounds:
    """What the sides of a row took, by their names, in the order of the rounds."""

    def __init__(self, samples, earlier):
        self.samples, self.earlier = samples, earlier

    def __getitem__(self, name):
        return self.samples[name]

    def beside(self, name, of=lambda sample: sample.cpu, bar=BAR):
        """A side's figure beside that of the earlier program, pair by pair; None if there is no such program."""
        if name not in self.earlier:
            return None
        earlier = self.earlier[name]
        return Beside([] if earlier.failure else compared(self[name], self[earlier.name], of), bar, earlier.failure)

    def failures(self, row):
        """What the earlier program did not do, in a line each."""
        told = []
        for side in self.earlier.values():
            if side.failure:
                told.append(f"{row}, the earlier program: {' '.join(side.failure.split())}")
            elif side.wrong:
                told.append(f"{row}, the earlier program: {side.wrong} tasks are wrong, and such a pair has no ratio")
        return told


class Earlier:
    """A side that the earlier program runs, until it fails: that ends nothing but the comparison."""

    def __init__(self, name, side, program):
        self.name, self.side, self.program = f"{name}, {program.name}", side, program
        self.failure, self.wrong = "", 0

    def __call__(self):
        if self.failure:
            return None
        try:
            sample = self.side(self.program)
        except Failed as failed:
            self.failure = str(failed)
            return None
        self.wrong = max(self.wrong, getattr(sample, "wrong", 0))
        return sample
