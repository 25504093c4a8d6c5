"""What the cases of `run` stand on: jobs as processes of their own, what they wrote, and what replay says."""
import collections
import glob
import json
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import time
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
WAIT = 120
# Most of a short job is the start of its JVM.
QUICKLY = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto")


class Failure(Exception):
    """A case that does not hold."""


class Stage:
    def __init__(self, flink, made, outreachd, java, work):
        self.flink, self.made, self.outreachd = (
            pathlib.Path(path).resolve() for path in (flink, made, outreachd))
        self.java = pathlib.Path(java)
        self.work = pathlib.Path(work)
        self.processes = []

    # Events

    def events(self, name, seed, count, customers, *rules):
        """Random events for rules, in their order, as a file."""
        path = self.work / name
        with open(path, "w", encoding="utf-8") as file:
            subprocess.run([HERE / "events", str(seed), str(count), str(customers), *rules], stdout=file, check=True)
        return path

    def disordered(self, path, seed, hours, parts, duplicates=0.05):
        """The same events in some files: up to some hours too late, and some of them twice."""
        r = random.Random(seed)
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        lines += r.sample(lines, int(duplicates * len(lines)))
        lines.sort(key=lambda line: seconds(json.loads(line)["time"]) + r.random() * 3600 * hours)
        folder = path.with_suffix(f".{parts}")
        folder.mkdir()
        files = [open(folder / f"{part}.ndjson", "w", encoding="utf-8") for part in range(parts)]
        for line in lines:
            r.choice(files).write(line)
        for file in files:
            file.close()
        return folder

    # Jobs and pages

    def jars(self):
        engine = [self.made / "outreachd-flink.jar", self.made / "outreachd-engine.jar"]
        return engine + [jar for jar in (self.flink / "lib").glob("*.jar") if "table" not in jar.name]

    def pages(self):
        """Compiles and runs what is tested without a job."""
        path, made = ":".join(map(str, self.jars())), self.work / "pages"
        subprocess.run(
            [self.java.parent / "javac", "--release", "17", "-d", made, "-cp", path,
             *(HERE / "io/outreachd/flink").glob("*.java")], check=True, stderr=subprocess.DEVNULL)
        done = subprocess.run(
            [self.java, "-cp", f"{made}:{path}", "io.outreachd.flink.Page"], capture_output=True, text=True)
        if done.returncode != 0:
            raise Failure(done.stdout + done.stderr)
        return done.stdout.strip()

    # What is true

    def replay(self, rules, events, until=None):
        """The lines that `outreachd replay` prints, sorted."""
        bound = ["--until", until] if until else []
        done = subprocess.run(
            [self.outreachd, "replay", "--rules", rules, *bound, events], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        if done.returncode > 1:
            raise Failure(f"replay ended with {done.returncode}")
        return sorted(done.stdout.splitlines())

    def job(self, name, rules, events, *more, parallelism=1, restored=None, out=None):
        """Starts a job in a process of its own, and answers it. It writes into a folder of the name."""
        log = open(self.work / f"{name}.log", "ab")
        restore = [f"-Dexecution.state-recovery.path={restored.as_uri()}"] if restored else []
        process = subprocess.Popen(
            [self.java, "-Xmx700m", *QUICKLY, f"-Dlog4j.configurationFile={HERE / 'log4j.properties'}",
             "--add-opens=java.base/java.util=ALL-UNNAMED", "--add-opens=java.base/java.lang=ALL-UNNAMED", "-cp",
             ":".join(map(str, self.jars())),
             "io.outreachd.flink.OutreachJob",
             *self.arguments(rules, events, self.work / (out or name), more),
             f"-Dparallelism.default={parallelism}", f"-Dexecution.checkpointing.dir={self.checkpoints(out or name).as_uri()}",
             "-Dtaskmanager.memory.managed.size=64m", "-Dtaskmanager.memory.network.min=32m",
             "-Dtaskmanager.memory.network.max=32m",
             "-Dexecution.checkpointing.externalized-checkpoint-retention=RETAIN_ON_CANCELLATION",
             "-Drestart-strategy.type=none", *restore],
            stdout=log, stderr=log, env={**os.environ, "OUTREACHD_LIBRARY": str(self.made)})
        process.log = log.name
        self.processes.append(process)
        return process

    def arguments(self, rules, events, out, more):
        found = [*more]
        for word, value in (("--patience", "never"), ("--ahead", "any"), ("--disorder", "0s")):
            if word not in found:
                found += [word, value]
        return ["--rules", str(rules), "--events", events.as_uri(), "--out", out.as_uri(), *found]

    def checkpoints(self, name):
        return self.work / f"{name}.checkpoints"

    def run(self, *arguments, **more):
        """Runs a job to its end."""
        self.ends(self.job(*arguments, **more))

    def ends(self, process):
        if process.wait(WAIT) != 0:
            tail = pathlib.Path(process.log).read_text(errors="replace")[-3000:]
            raise Failure(f"the job ended with {process.returncode}: {tail}")

    def kill(self, process):
        process.send_signal(signal.SIGKILL)
        process.wait()

    def checkpoint(self, name, count=1):
        """Waits until so many checkpoints more are whole, and answers the last."""
        seen = self.last_checkpoint(name)
        seen = int(seen.name[4:]) if seen else 0
        return until(lambda: (last := self.last_checkpoint(name)) and int(last.name[4:]) >= seen + count and last)

    def last_checkpoint(self, name):
        found = [pathlib.Path(path).parent for path in glob.glob(str(self.checkpoints(name) / "*/chk-*/_metadata"))]
        # Each job that was restored has a folder of its own and counts on.
        return max(found, key=lambda path: int(path.name[4:]), default=None)

    def stop(self):
        for process in self.processes:
            if process.poll() is None:
                self.kill(process)

    # What came out

    def lines(self, name, kind="changes"):
        """What a job has written and committed, sorted."""
        return sorted(line for path in self.written(name, kind) for line in path.read_bytes().splitlines())

    def written(self, name, kind):
        return [
            pathlib.Path(folder) / file for folder, _, files in os.walk(self.work / name / kind) for file in files
            if not file.startswith(".")]

    def tasks(self, name):
        """The last word on each task, as bytes by id."""
        last = {}
        for line in self.lines(name, "tasks"):
            task = json.loads(line)
            age = len(task["history"])
            if age >= last.get(task["id"], (0,))[0]:
                last[task["id"]] = (age, line)
        return {task: line for task, (_, line) in last.items()}

    def open_tasks(self, name):
        return {task for task, line in self.tasks(name).items() if json.loads(line)["state"] == "open"}


def seconds(stamp):
    return time.mktime(time.strptime(stamp[:19], "%Y-%m-%dT%H:%M:%S"))


def stamp(moment):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment))


def last_time(path):
    return json.loads(path.read_text(encoding="utf-8").splitlines()[-1])["time"]


def open_of(lines):
    """The tasks that are open after lines of replay."""
    state = {}
    for line in sorted(map(json.loads, lines), key=lambda it: (it["at"], it["change"] == "opened")):
        if line["change"] in ("opened", "withdrawn", "done", "dismissed", "missed"):
            state[line["task"]] = line["change"]
    return {task for task, change in state.items() if change == "opened"}


def until(found, wait=WAIT):
    """Asks again and again."""
    end = time.monotonic() + wait
    while time.monotonic() < end:
        answer = found()
        if answer:
            return answer
        time.sleep(0.1)
    raise Failure("it did not come to pass")


def same(expected, found, what):
    if expected == found:
        return f"{len(found)} {what}"
    missing = collections.Counter(expected) - collections.Counter(found)
    more = collections.Counter(found) - collections.Counter(expected)
    raise Failure(
        f"{len(expected)} {what} were expected, {len(found)} came; missing {list(missing)[:2]}, more {list(more)[:2]}")


def put(folder, name, content):
    """A file that appears at once."""
    folder.mkdir(exist_ok=True)
    hidden = folder / f".{name}"
    hidden.write_bytes(content)
    hidden.rename(folder / name)


def archive(path, rules):
    with zipfile.ZipFile(path, "w") as packed:
        packed.write(rules, pathlib.Path(rules).name)
    return path.read_bytes()


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
