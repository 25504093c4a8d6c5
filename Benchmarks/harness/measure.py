import dataclasses, os, statistics, subprocess, time

from . import progress

PINNED = ["taskset", "-c", "0"]


@dataclasses.dataclass
class Sample:
    """What one run took, in seconds."""
    cpu: float
    wall: float
    wrong: int = 0      # tasks that are not as they must be
    memory: int = 0     # the most bytes that it had in memory


class Failed(SystemExit):
    """What was measured did not do its work; the text says what."""


def run(arguments, out=None, ok=(0,), says=True):
    """Runs a program on the one processor that all measurements share.

    Unless it `says` something, what it tells people of its work is not seen.
    """
    with open(out or os.devnull, "wb") as sink, open(os.devnull, "wb") as nobody:
        start = time.monotonic()
        process = subprocess.Popen([*PINNED, *map(str, arguments)], stdout=sink, stderr=None if says else nobody)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in ok:
        raise Failed(f"bench: {arguments[0]} ended with {process.returncode}: {' '.join(map(str, arguments))}")
    return Sample(usage.ru_utime + usage.ru_stime, wall, memory=usage.ru_maxrss * 1024)


def interleave(row, sides):
    """Lets each side run in each of its rounds, in turn forwards and backwards.

    `sides` maps a name to what returns a sample, and how many are wanted. Returns the samples by name, in the order of
    the rounds.
    """
    samples = {name: [] for name in sides}
    repeat = max(times for _, times in sides.values())
    for round in range(repeat):
        present = [name for name, (_, times) in sides.items() if round < times]
        for name in present if round % 2 == 0 else reversed(present):
            progress.tell(f"{row}: round {round + 1} of {repeat}, {name}")
            samples[name].append(sides[name][0]())
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
