import dataclasses, functools, itertools, time

from harness import progress
from harness.beside import BAR
from harness.daemon import drop
from harness.line import Line
from harness.measure import middle

from .run import pieces


@dataclasses.dataclass
class Part:
    """What a daemon took for some events."""
    cpu: float      # seconds
    written: int    # bytes
    events: int
    size: int       # bytes of the events themselves

    def each(self):
        """Seconds of one event."""
        return self.cpu / self.events


@dataclasses.dataclass
class Fed:
    """What a daemon took for the events that lay there when it began, and for those of the files after them."""
    bulk: Part
    files: Part
    wrong: int      # tasks that are not as they must be

    def dearer(self):
        return self.files.each() / self.bulk.each()


def trickle(bench):
    """A daemon that holds most events already is fed files of a thousand, each of which is read before the next comes."""
    files = max(20, int(1_000 * bench.scale))
    own, beside = measured(bench, "trickle", files, 1_000)
    bulk, fed = (lambda sample: sample.bulk.each()), (lambda sample: sample.files.each())
    yield Line(f"{files} files of 1,000 events, one at a time: CPU of an event over the bulk's", middle(own, Fed.dearer),
               "x", 3, f"{1e6 * middle(own, fed):.1f} us / {1e6 * middle(own, bulk):.1f} us", beside)
    yield Line("  bytes written over their size", middle(own, lambda s: s.files.written / s.files.size), "x", 4,
               f"{middle(own, lambda s: s.files.written) / 1e6:.0f} MB / {middle(own, lambda s: s.files.size) / 1e6:.0f} MB")
    yield Line("  tasks that replay does not hold open, or it alone", max(sample.wrong for sample in own), "", 0)


def one_each(bench):
    """The same with files of one event."""
    files = max(100, int(2_000 * bench.scale))
    own, beside = measured(bench, "onefile", files, 1)
    yield Line(f"{files} files of one event, one at a time: CPU of each", middle(own, lambda s: 1e3 * s.files.each()), "ms", 1,
               beside=beside)
    yield Line("  written for each", middle(own, lambda s: s.files.written / s.files.events / 1e3), "KB", 40)


def measured(bench, row, files, size):
    """The samples, and how they stand beside the earlier program's."""
    bulk = bench.sized(900_000)
    events = bench.events(bulk + files * size)

    @functools.cache
    def expected(program):
        return program.tasks_open_at_the_end(bench.four, events)

    def fed(program):
        tasks = expected(program)
        with open(events, "rb") as lines:
            first = list(itertools.islice(lines, bulk))
            rest = [b"".join(itertools.islice(lines, size)) for _ in range(files)]
        folder = bench.spool_of(row, pieces(first))
        with program.daemon(bench.four, folder) as daemon:
            daemon.until_read()
            daemon.until_idle()
            before = Part(daemon.cpu(), daemon.written(), bulk, sum(map(len, first)))
            for number, content in enumerate(rest):
                drop(daemon.incoming, f"fed-{number:04}.ndjson", content)
                while (daemon.incoming / f"fed-{number:04}.ndjson").exists():
                    daemon.check(3600)
                    time.sleep(0.001)
                if number % 100 == 0:
                    progress.tell(f"{row}: file {number} of {files}")
            wrong = daemon.until_read(tasks).wrong
            after = Part(daemon.cpu() - before.cpu, daemon.written() - before.written, files * size, sum(map(len, rest)))
        return Fed(before, after, wrong)

    samples = bench.rounds(row, {"outreachd": fed}, repeat=1)
    return samples["outreachd"], samples.beside("outreachd", lambda sample: sample.files.cpu, BAR)
