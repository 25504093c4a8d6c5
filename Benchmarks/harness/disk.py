import os, pathlib, shutil, subprocess, tempfile

SIZE = 12 << 30


class Disk:
    """Where the daemon's files lie: as root a new ext4 with a journal in a file, so that what others do on the disk, and
    what was done before, does not count; else a folder in memory, where nothing is durable."""

    def __init__(self, work):
        self.image = self.mounted = None
        if os.geteuid() == 0:
            self.image = work / "disk.ext4"
            self.folder = pathlib.Path(tempfile.mkdtemp(prefix="disk.", dir=work))
            with open(self.image, "wb") as image:
                image.truncate(SIZE)
            # The tables at once, lest the kernel makes them while we measure.
            subprocess.run(["mkfs.ext4", "-q", "-F", "-E", "lazy_itable_init=0,lazy_journal_init=0", str(self.image)],
                           check=True)
            if subprocess.run(["mount", "-o", "loop", str(self.image), str(self.folder)]).returncode == 0:
                self.mounted = self.folder
                self.remark = "Files lie on an ext4 of their own, in a file (loop)."
                return
            self.close()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="outreachd-bench.", dir="/dev/shm"))
        self.remark = "Files lie in memory (/dev/shm), for root alone can mount a disk: durable figures flatter."

    def fresh(self, name):
        """An empty folder."""
        path = self.folder / name
        if path.exists():
            shutil.rmtree(path)
        path.mkdir()
        return path

    def settle(self):
        """Writes out what was prepared, lest it is written while we measure."""
        os.sync()

    def close(self):
        if self.mounted:
            subprocess.run(["umount", str(self.mounted)], check=False)
            self.mounted = None
        shutil.rmtree(self.folder, ignore_errors=True)
        if self.image:
            self.image.unlink(missing_ok=True)
            self.image = None
