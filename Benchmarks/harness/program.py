import json, time

from .daemon import Daemon
from .measure import run


class Program:
    """A build of outreachd, and what the rows do with it."""

    def __init__(self, path, name, work):
        self.path, self.name, self.work = path.resolve(), name, work

    def out(self, name):
        """A file for what it writes."""
        return self.work / f"{self.name}-{name}"

    def replay(self, rules, events, *options):
        return [self.path, "replay", "--rules", rules, *options, events]

    def backtest(self, rules, events, *options):
        return [self.path, "backtest", "--json", "--rules", rules, *options, events]

    def report(self, ledger, *options):
        return [self.path, "report", "--json", "--ledger", ledger, *options]

    def daemon(self, rules, folder, *options):
        return Daemon(self.path, rules, folder, *options)

    def tasks_open_at_the_end(self, rules, events):
        """The ids of the tasks that replay holds open now."""
        now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        out = self.out("open.ndjson")
        run(self.replay(rules, events, "--until", now), out)
        tasks = set()
        for line in open(out, "rb"):
            change = json.loads(line)
            if change["change"] == "opened":
                tasks.add(change["task"])
            else:
                tasks.discard(change["task"])
        return tasks
