import ctypes, dataclasses, os, select, statistics, time

from harness.beside import BAR
from harness.line import Line
from harness.measure import Failed, middle

RULES = """
event bell.rung
rule rung "Somebody rang"
  when each bell.rung
  task recovery to door
  say "Go to the door"
"""
IN_CREATE, IN_MOVED_TO = 0x100, 0x80


@dataclasses.dataclass
class Bells:
    """Seconds from a file's rename to the name of its task, each beside what an fsync took just before."""
    times: list
    fsyncs: list

    def fsync(self):
        return statistics.median(self.fsyncs)

    def middle(self):
        return statistics.median(self.times)

    def worst(self):
        """The 99th percentile."""
        return sorted(self.times)[-(-99 * len(self.times) // 100) - 1]


def idle(bench):
    """From the rename of a file of one event to the name of its task, by a rule without a wait; nothing else is on."""
    samples = bench.rounds("latency", {"outreachd": lambda program: rung(bench, program)}, repeat=1)
    yield line("rename to task, median over an fsync", samples, Bells.middle, 5)
    # A hundredth of a round's samples is too few to judge by.
    yield line("  99th percentile", samples, Bells.worst, 20, bar_beside=None)


def line(what, samples, of, bar, bar_beside=BAR):
    own = samples["outreachd"]
    return Line(what, middle(own, lambda bells: of(bells) / bells.fsync()), "x", bar,
                f"{1e6 * middle(own, of):.0f} us / {1e6 * middle(own, Bells.fsync):.0f} us",
                samples.beside("outreachd", of, bar_beside))


def rung(bench, program):
    count = max(20, int(400 * bench.scale))
    folder = bench.disk.fresh("latency")
    bells = Bells([], [])
    with program.daemon(bench.rules("latency", RULES), folder, "--grace", "0s") as daemon:
        daemon.ready()
        watch = Watch(daemon.open_tasks)
        for n in range(-5, count):          # the first ones warm up
            fsync = timed_fsync(folder / "fsync")
            happened = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 2))
            event = ('{"specversion":"1.0","id":"%d","source":"/door","type":"bell.rung","subject":"c%d","time":"%s"}'
                     % (n, n % 50, happened))
            hidden = daemon.incoming / f".{n}.json"
            hidden.write_text(event)
            start = time.monotonic()
            hidden.rename(daemon.incoming / f"{n}.json")
            watch.wait()
            took = time.monotonic() - start
            if n >= 0:
                bells.times.append(took)
                bells.fsyncs.append(fsync)
            time.sleep(0.03)
        watch.close()
    return bells


def timed_fsync(path):
    """What it takes to append a small task's worth of bytes and make them durable."""
    with open(path, "ab", buffering=0) as file:
        start = time.monotonic()
        file.write(b"x" * 340)
        os.fsync(file.fileno())
        return time.monotonic() - start


class Watch:
    """Waits for names that appear in a folder, by inotify."""

    def __init__(self, folder):
        libc = ctypes.CDLL(None, use_errno=True)
        self.descriptor = libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        if libc.inotify_add_watch(self.descriptor, os.fsencode(folder), IN_CREATE | IN_MOVED_TO) < 0:
            raise OSError(ctypes.get_errno(), "inotify")

    def close(self):
        os.close(self.descriptor)

    def wait(self):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if select.select([self.descriptor], [], [], 1)[0]:
                events, at = os.read(self.descriptor, 1 << 16), 0
                while at < len(events):
                    size = int.from_bytes(events[at + 12:at + 16], "little")
                    name = events[at + 16:at + 16 + size].rstrip(b"\0")
                    at += 16 + size
                    if name.endswith(b".json") and not name.startswith(b"."):
                        return
        raise Failed("bench: no task came within a minute")
