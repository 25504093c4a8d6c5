import math, os, pathlib, signal, socket, subprocess, tempfile, threading, time

from .measure import PINNED, Failed, Sample

TICK = os.sysconf("SC_CLK_TCK")


class Daemon:
    """outreachd run, on the one processor, with a systemd of our own that hears when it is ready."""

    def __init__(self, program, rules, folder, *options):
        self.folder = folder
        self.incoming, self.open_tasks = folder / "spool/incoming", folder / "spool/tasks/open"
        self.state = folder / "state"
        for path in (self.incoming, self.open_tasks, folder / "spool/tasks/closed", self.state):
            path.mkdir(parents=True, exist_ok=True)
        self.scratch = tempfile.TemporaryDirectory(prefix="outreachd-bench.")
        self.notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        address = str(pathlib.Path(self.scratch.name) / "notify")
        self.notify.bind(address)
        self.is_ready, self.ready_at = threading.Event(), None
        threading.Thread(target=self.listen, daemon=True).start()
        self.log = open(folder / "log", "ab")
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [*PINNED, str(program), "run", "--rules", str(rules), "--spool", str(folder / "spool"), "--state",
             str(self.state), *options],
            env=dict(os.environ, NOTIFY_SOCKET=address), stderr=self.log)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def listen(self):
        """Takes in what the daemon says all the time, for it waits when nobody does."""
        try:
            while said := self.notify.recv(4096):
                if b"READY=1" in said:
                    self.ready_at = time.monotonic()
                    self.is_ready.set()
        except OSError:
            pass        # closed by stop()

    def ready(self, timeout=3600):
        """Waits for READY=1; returns the seconds since the start."""
        while not self.is_ready.wait(0.1):
            self.check(timeout)
        return self.ready_at - self.started

    def check(self, timeout):
        if self.process.poll() is not None:
            raise Failed(f"bench: the daemon ended: {(self.folder / 'log').read_text()[-2000:]}")
        if time.monotonic() - self.started > timeout:
            raise Failed(f"bench: after {timeout} s {len(os.listdir(self.incoming))} files wait and "
                         f"{len(os.listdir(self.open_tasks))} tasks are open")

    def until_read(self, tasks=None, timeout=3600):
        """Waits until nothing is left in incoming/, and just `tasks`, if they are told, lie in tasks/open/ by their ids.

        Gives up when the daemon has done nothing for a while: then `wrong` says how many tasks are off.
        """
        worked, cpu = time.monotonic(), -1
        while True:
            is_empty = not any(os.scandir(self.incoming))
            wrong = len(tasks ^ self.open_ids()) if is_empty and tasks is not None else 0
            if is_empty and wrong == 0:
                return Sample(self.cpu(), time.monotonic() - self.started)
            if self.cpu() > cpu + 2 / TICK:
                worked, cpu = time.monotonic(), self.cpu()
            elif time.monotonic() - worked > 60:
                if not is_empty:
                    raise Failed(f"bench: the daemon does nothing, and {len(os.listdir(self.incoming))} files wait")
                return Sample(self.cpu(), worked - self.started, wrong)
            self.check(timeout)
            time.sleep(0.02)

    def until_idle(self, seconds=6):
        """Waits until the daemon has nothing more to do: for so long it takes next to no processor time."""
        self.until_read()
        worked, cpu = time.monotonic(), self.cpu()
        while time.monotonic() - worked < seconds:
            if self.cpu() > cpu + 1 / TICK:
                worked, cpu = time.monotonic(), self.cpu()
            time.sleep(0.2)

    def open_ids(self):
        return {name.removesuffix(".json") for name in os.listdir(self.open_tasks) if name[0] != "."}

    def cpu(self):
        """Seconds so far, in whole ticks."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def written(self):
        """Bytes that it has written so far, to files or to whom it told something."""
        io = pathlib.Path(f"/proc/{self.process.pid}/io").read_text()
        return int(io.split("wchar:")[1].split()[0])

    def resident(self):
        """Bytes in memory."""
        self.check(timeout=math.inf)
        return self.memory("VmRSS")

    def own(self):
        """Bytes in memory of which no file holds the same: how much of the program is there differs from start to start."""
        self.check(timeout=math.inf)
        return self.memory("RssAnon")

    def memory(self, kind):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split(f"{kind}:")[1].split()[0]) * 1024

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(120)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.notify.shutdown(socket.SHUT_RDWR)
        self.notify.close()
        self.log.close()
        self.scratch.cleanup()


def drop(folder, name, content):
    """Puts a file into a spool as a feeder should: under a hidden name, then renamed."""
    hidden = folder / ("." + name)
    hidden.write_bytes(content)
    hidden.rename(folder / name)
