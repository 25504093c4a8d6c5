import contextlib, functools, os, re, subprocess, sys

from . import progress, tools
from .beside import MORE
from .daemon import drop
from .disk import Disk
from .measure import interleave, run
from .program import Program
from .rounds import Earlier, Rounds


class Bench:
    """What the rows share: the program, the yardsticks, the workloads and the disk. Everything is made when first asked
    for; workloads and yardsticks are kept for the next time."""

    def __init__(self, outreachd, work, yardstick, repeat, scale, earlier=None, pairs=None):
        self.repeat, self.scale = repeat, scale
        self.yardstick = (yardstick or tools.OWN).resolve()
        self.work = work.resolve()
        self.work.mkdir(parents=True, exist_ok=True)
        self.program = Program(outreachd, "outreachd", self.work)
        self.earlier = earlier and Program(earlier, "earlier", self.work)
        self.pairs = (pairs or repeat) if earlier else 0
        self.may_run_more = bool(earlier) and not pairs and repeat < MORE
        self.remarks = [f"The earlier program is {self.earlier.path}."] if earlier else []
        self._disk = self._python = self._limit = None
        self._asked_for_duckdb = False
        # The runner keeps off the processor on which it measures, if there is another.
        others = os.sched_getaffinity(0) - {0}
        if others:
            os.sched_setaffinity(0, others)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        progress.clear()
        if self._disk:
            self._disk.close()

    # Sizes and rounds

    def sized(self, count):
        return max(1000, int(count * self.scale))

    def rounds(self, row, own, others={}, repeat=None):
        """What each side took. The `own` sides are told the program, and run in pairs if there is an earlier one: one
        right after the other, and in the next round the other way round."""
        repeat = repeat or self.repeat
        sides, earlier = {}, {}
        for name, side in own.items():
            sides[name] = functools.partial(side, self.program), max(repeat, self.pairs)
            if self.earlier:
                earlier[name] = Earlier(name, side, self.earlier)
                sides[earlier[name].name] = earlier[name], self.pairs
        sides |= {name: (side, repeat) for name, side in others.items()}
        rounds = Rounds(interleave(row, sides), earlier)
        self.remarks += rounds.failures(row)
        return rounds

    @contextlib.contextmanager
    def more_pairs(self):
        """For the rows that are over the bar beside the earlier program."""
        pairs, self.pairs = self.pairs, MORE
        try:
            yield
        finally:
            self.pairs = pairs

    # Yardsticks

    @property
    def limit(self):
        if not self._limit:
            self._limit = tools.compiled(self.yardstick / "limit.cpp", self.cache(""), "-lsimdjson")
        return self._limit

    @property
    def consume(self):
        return tools.compiled(tools.OWN / "consume.c", self.work)

    def duckdb(self, events):
        """Something that runs the four rules in DuckDB, or the next best yardstick; and its name."""
        if not self._asked_for_duckdb:
            self._asked_for_duckdb = True
            self._python = tools.python_with_duckdb(self.work)
            if not self._python:
                self.remarks.append("DuckDB cannot be had here: in its place stands 6.75 x limit.cpp, which is what it took "
                                    "of it elsewhere.")
        out = self.work / "duckdb.csv"
        if self._python:
            return lambda: run([self._python, self.yardstick / "duckdb_sql.py", events, out])

        def stand_in():
            sample = run([self.limit, events, out])
            sample.cpu *= 6.75
            return sample
        return stand_in

    # Workloads

    def cache(self, name):
        """A file that is kept, by the yardstick it is of."""
        folder = self.work / ("own" if self.yardstick == tools.OWN else re.sub(r"\W", "_", str(self.yardstick)))
        folder.mkdir(exist_ok=True)
        return folder / name

    def made(self, name, make):
        """A kept file, made by `make(path)` if it is not there."""
        path = self.cache(name)
        if not path.exists():
            progress.tell(f"making {name}")
            partial = path.with_name(path.name + ".part")
            make(partial)
            partial.rename(path)
        return path

    def events(self, count, *more):
        """Events by the generator."""
        name = f"events-{count}{''.join(more).replace('--', '-')}.ndjson"
        generator = [sys.executable, str(self.yardstick / "generate.py"), "-n", str(count), "-k",
                     str(max(100, count // 10)), *more]
        return self.made(name, lambda path: subprocess.run([*generator, "-o", str(path)], check=True))

    def open_events(self, count):
        """As many events, each of which arms a deadline of a customer of its own."""
        generator = [sys.executable, str(self.yardstick / "generate.py"), "--open", str(count)]
        return self.made(f"open-{count}.ndjson", lambda path: subprocess.run([*generator, "-o", str(path)], check=True))

    # Rules

    @property
    def four(self):
        return self.yardstick / "four.rules"

    def rules(self, name, text):
        path = self.cache(name + ".rules")
        path.write_text(text)
        return path

    def parts_of_four(self):
        """The declarations of four.rules, and its rules."""
        head, *rules = re.split(r"(?m)^(?=rule )", self.four.read_text())
        return head, rules

    # Files of the daemon

    @property
    def disk(self):
        if not self._disk:
            progress.tell("making a disk")
            self._disk = Disk(self.work)
            self.remarks.append(self._disk.remark)
        return self._disk

    def spool_of(self, name, files):
        """A folder for a daemon, with files waiting: (name, content) each."""
        folder = self.disk.fresh(name)
        incoming = folder / "spool/incoming"
        incoming.mkdir(parents=True)
        for file, content in files:
            drop(incoming, file, content)
        self.disk.settle()
        return folder
