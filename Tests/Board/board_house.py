"""What the tests of the board in a browser stand on: a daemon, a board for each person, and what was seen."""

import datetime
import glob
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time

HERE = pathlib.Path(__file__).parent
failures = []


def ok(what, holds, seen=""):
    print(("   ok: " if holds else "   FAILED: ") + what + ("" if holds else f": {seen}"))
    if not holds:
        failures.append(what)


def box(locator):
    """Where something is: while the page is renewed it is nowhere for a moment."""
    for _ in range(40):
        found = locator.bounding_box()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"{locator} is nowhere")


class House:
    """A daemon on a scratch folder, and a board for each of two people."""

    def __init__(self, outreachd, board):
        self.scratch = tempfile.mkdtemp(prefix="outreachd-browser.")
        self.spool = self.scratch + "/spool"
        os.makedirs(self.spool + "/incoming")
        self.number = 0
        self.outreachd, self.board, self.processes, self.ports = outreachd, board, [], {}
        rules = str(HERE / "browser.rules")
        command = [outreachd, "run", "--rules", rules, "--spool", self.spool, "--state", self.scratch + "/state"]
        self.start("daemon", command + ["--grace", "0s"])
        self.until(lambda: os.path.exists(self.scratch + "/state/control"))

    def start(self, name, command):
        with open(f"{self.scratch}/{name}.log", "ab") as log:
            process = subprocess.Popen(command, stderr=log)
        self.processes.append(process)
        return process

    def serve(self, person, port=None):
        if port is None:
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                port = probe.getsockname()[1]
        os.makedirs(f"{self.scratch}/{person}/incoming", exist_ok=True)
        process = self.start(person, [
            self.board, "--spool", self.spool, "--control", self.scratch + "/state/control", "--tcp-user", person,
            "--listen", f"127.0.0.1:{port}", "--state", f"{self.scratch}/{person}", "--reached", "call.made outcome=spoke",
            "--customer-link", "https://crm.example/{customer}", "--views", str(HERE / "show.views"),
            "--report", self.scratch + "/report.html"])
        self.until(lambda: socket.socket().connect_ex(("127.0.0.1", port)) == 0)
        self.ports[person] = port
        return process

    def at(self, person, path="/"):
        return f"http://127.0.0.1:{self.ports[person]}{path}"

    def event(self, kind, customer, **data):
        self.number += 1
        now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        event = dict(specversion="1.0", id=f"b-{self.number}", source="/browser", type=kind, subject=customer, time=now,
                     data=data)
        hidden = f"{self.spool}/incoming/.{self.number}.json"
        pathlib.Path(hidden).write_text(json.dumps(event))
        os.rename(hidden, f"{self.spool}/incoming/{self.number}.json")

    def files(self, place):
        found = []
        for name in glob.glob(f"{self.spool}/tasks/{place}/*.json"):
            try:
                found.append(json.loads(pathlib.Path(name).read_text()))
            except FileNotFoundError:
                pass
        return found

    def task(self, customer, place="open", rule="late"):
        return next((f for f in self.files(place) if f["customer"] == customer and f["rule"] == rule), None)

    def until(self, true, seconds=30):
        end = time.monotonic() + seconds
        while not true():
            if time.monotonic() > end:
                raise TimeoutError("it did not come true")
            time.sleep(0.02)

    def end(self):
        for process in reversed(self.processes):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                process.wait(30)
        shutil.rmtree(self.scratch)
