"""A session cluster of real processes on this machine: a job manager and task managers, as the README starts them."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import urllib.request

from stage import Failure, free_port, until


class Cluster:
    def __init__(self, stage, name):
        self.stage = stage
        self.home = stage.work / name
        self.port = free_port()
        self.named = {}
        self.lay()
        self.manager = self.start("jobmanager.sh")
        until(lambda: self.asked("/overview") or self.manager.poll() is not None)
        self.lives(self.manager)

    def lay(self):
        """A folder of Flink with the engine's jar and libraries in lib/."""
        for folder in ("lib", "conf", "log"):
            (self.home / folder).mkdir(parents=True)
        # Their own, for the scripts look where they lie.
        shutil.copytree(self.stage.flink / "bin", self.home / "bin")
        for script in (self.home / "bin").glob("*.sh"):
            script.chmod(0o755)
        for jar in (self.stage.flink / "lib").glob("*.jar"):
            if "table" not in jar.name and "scala" not in jar.name:
                (self.home / "lib" / jar.name).symlink_to(jar)
        for file in (self.stage.made / "outreachd-engine.jar", *self.stage.made.glob("lib*")):
            shutil.copy(file, self.home / "lib")
        for name in ("log4j-console.properties", "log4j-cli.properties"):
            shutil.copy(self.stage.flink / "conf" / name, self.home / "conf")
        # What Flink's own file says of Java's modules stays.
        java = re.search(r"(?m)^env:\n(?:^[ #].*\n)*", (self.stage.flink / "conf/config.yaml").read_text()).group()
        (self.home / "conf/config.yaml").write_text(f"""{java}
jobmanager: {{rpc: {{address: localhost, port: {free_port()}}}, bind-host: localhost, memory: {{process: {{size: 700m}}}}}}
rest: {{address: localhost, bind-address: localhost, port: {self.port}}}
taskmanager:
  bind-host: localhost
  host: localhost
  numberOfTaskSlots: 2
  memory:
    process: {{size: 1000m}}
    jvm-metaspace: {{size: 128m}}
    managed: {{size: 32m}}
    network: {{min: 48m, max: 48m}}
    task: {{off-heap: {{size: 128m}}}}
heartbeat: {{interval: 1000, timeout: 8000}}
restart-strategy: {{type: fixed-delay, fixed-delay: {{attempts: 20, delay: 1 s}}}}
execution: {{checkpointing: {{interval: 500 ms, dir: "{(self.home / 'checkpoints').as_uri()}"}}}}
""")

    def start(self, script, *more):
        log = open(self.home / "log" / f"{script}-{len(self.stage.processes)}", "wb")
        process = subprocess.Popen(
            ["bash", self.home / "bin" / script, "start-foreground", *more], stdout=log, stderr=log, env=self.environment())
        process.log = log.name
        self.stage.processes.append(process)
        return process

    def environment(self):
        kept = {key: value for key, value in os.environ.items() if not key.startswith("FLINK_")}
        return {**kept, "JAVA_HOME": str(self.stage.java.parent.parent), "FLINK_CONF_DIR": str(self.home / "conf"),
                "FLINK_LOG_DIR": str(self.home / "log")}

    def task_manager(self):
        known = self.task_managers()
        name = f"tm-{len(self.stage.processes)}"
        process = self.start("taskmanager.sh", "-D", f"taskmanager.resource-id={name}")
        self.named[name] = process
        until(lambda: self.task_managers() > known or process.poll() is not None)
        self.lives(process)
        return process

    def lives(self, process):
        if process.poll() is not None:
            raise Failure("a process of the cluster ended: " + pathlib.Path(process.log).read_text(errors="replace")[-2000:])

    def task_managers(self):
        return (self.asked("/overview") or {}).get("taskmanagers", 0)

    def submit(self, *arguments, parallelism=2):
        done = subprocess.run(
            ["bash", self.home / "bin/flink", "run", "-d", "-p", str(parallelism), self.stage.made / "outreachd-flink.jar",
             *arguments], capture_output=True, env=self.environment())
        if done.returncode != 0:
            raise Failure("flink run: " + (done.stdout + done.stderr).decode(errors="replace")[-2000:])

    def asked(self, path):
        try:
            with urllib.request.urlopen(f"http://localhost:{self.port}{path}", timeout=5) as answer:
                return json.load(answer)
        except (OSError, ValueError):
            return None

    def jobs(self):
        return (self.asked("/jobs/overview") or {}).get("jobs", [])

    def checkpoints(self):
        """Of each job how many are whole."""
        told = [self.asked(f"/jobs/{job['jid']}/checkpoints") for job in self.jobs()]
        return [(it or {}).get("counts", {}).get("completed", 0) for it in told]

    def strike(self):
        """Kills a task manager that has work, and waits until the cluster knows."""
        known = self.task_managers()
        managers = self.asked("/taskmanagers")["taskmanagers"]
        busy = [it["id"] for it in managers if it["freeSlots"] < it["slotsNumber"]]
        if not busy:
            raise Failure("no task manager had work")
        self.stage.kill(self.named[busy[0]])
        until(lambda: self.task_managers() < known)

    def restarts(self):
        logs = (self.home / "log").glob("*standalonesession*.log")
        return sum(log.read_text(errors="replace").count("from state RUNNING to RESTARTING") for log in logs)
