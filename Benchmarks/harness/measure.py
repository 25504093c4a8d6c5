import dataclasses, os, statistics, subprocess, time

from . import progress

PINNED = ["taskset", "-c", "0"]


@dataclasses.dataclass
class Sample:
    """What one run took, in seconds."""
    cpu: float
    wall: float
    wrong: int = 0      # tasks that are not as they must be


class Failed(SystemExit):
    """What was measured did not do its work; the text says what."""


def run(arguments, out=None, ok=(0,)):
    """Runs a program on the one processor that all measurements share."""
    with open(out or os.devnull, "wb") as sink:
        start = time.monotonic()
        process = subprocess.Popen([*PINNED, *map(str, arguments)], stdout=sink)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in ok:
        raise Failed(f"bench: {arguments[0]} ended with {process.returncode}: {' '.join(map(str, arguments))}")
    return Sample(usage.ru_utime + usage.ru_stime, wall)


def interleave(row, repeat, sides):
    """Lets each side run in each round, in turn forwards and backwards.

    `sides` maps a name to what returns a sample. Returns the samples by name, in the order of the rounds.
    """
    samples = {name: [] for name in sides}
    for round in range(repeat):
        for name in sides if round % 2 == 0 else reversed(sides):
            progress.tell(f"{row}: round {round + 1} of {repeat}, {name}")
            samples[name].append(sides[name]())
    progress.clear()
    return samples


def ratio(a, b, of=lambda sample: sample.cpu):
    """The median over the rounds of a's figure over b's."""
    return statistics.median(of(x) / of(y) for x, y in zip(a, b))


def middle(samples, of=lambda sample: sample.cpu):
    return statistics.median(map(of, samples))


def seconds(samples, of=lambda sample: sample.cpu):
    """The median in words: `0.95 s`."""
    return f"{middle(samples, of):.3g} s"
