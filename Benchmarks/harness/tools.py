"""What the benchmarks compare with, made or installed where it is missing."""
import os, pathlib, shutil, subprocess, sys

from . import progress

HERE = pathlib.Path(__file__).resolve().parent.parent
OWN = HERE / "yardstick"


def compiled(source, work, *flags):
    """A program of C or C++ in one file, built for this machine."""
    program = work / source.stem
    if not program.exists() or program.stat().st_mtime < source.stat().st_mtime:
        progress.tell(f"building {source.name}")
        compiler = ["g++", "-std=c++17"] if source.suffix == ".cpp" else ["gcc"]
        subprocess.run([*compiler, "-O3", "-march=native", str(source), "-o", str(program), *flags], check=True)
    return program


def python_with_duckdb(work):
    """A Python that has DuckDB, from PyPI in an environment of its own; None if it cannot be had."""
    environment = work / "venv"
    python = environment / "bin" / "python"
    if has_duckdb(python):
        return python
    progress.tell("installing DuckDB")
    try:
        shutil.rmtree(environment, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", "duckdb"], check=True)
    except subprocess.CalledProcessError:
        return None
    return python if has_duckdb(python) else None


def has_duckdb(python):
    return python.exists() and subprocess.run([str(python), "-c", "import duckdb"], stderr=subprocess.DEVNULL).returncode == 0
