import ctypes, os, select, statistics, time

from harness.line import Line

RULES = """
event bell.rung
rule rung "Somebody rang"
  when each bell.rung
  task recovery to door
  say "Go to the door"
"""
IN_CREATE, IN_MOVED_TO = 0x100, 0x80


def idle(bench):
    """From the rename of a file of one event to the name of its task, by a rule without a wait; nothing else is on."""
    count = max(20, int(400 * bench.scale))
    folder = bench.disk.fresh("latency")
    times, fsyncs = [], []
    with bench.daemon(bench.rules("latency", RULES), folder, "--grace", "0s") as daemon:
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
                times.append(took)
                fsyncs.append(fsync)
            time.sleep(0.03)
    fsync = statistics.median(fsyncs)
    middle, worst = statistics.median(times), sorted(times)[-(-99 * len(times) // 100) - 1]
    base = f" / {1e6 * fsync:.0f} us"
    yield Line("rename to task, median over an fsync", middle / fsync, "x", 5, f"{1e6 * middle:.0f} us{base}")
    yield Line("  99th percentile", worst / fsync, "x", 20, f"{1e6 * worst:.0f} us{base}")


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
        raise SystemExit("bench: no task came within a minute")
