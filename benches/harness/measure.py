"""Runs commands and says what they took. Good for commands of a millisecond as for those of a minute."""

import os
import resource
import shutil
import signal
import statistics
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Runs:
    """What the runs of one command took: medians in seconds and MB, bytes of its output."""

    wall: list = field(default_factory=list)
    cpu: list = field(default_factory=list)
    peak: list = field(default_factory=list)
    output: int = 0
    failure: str = ""

    def median(self, of: str) -> float:
        return statistics.median(getattr(self, of))


class Failed(Exception):
    """A command that did not do its work; the text says why."""


def run_once(command: list, output: Path | None, timeout: float, runs: Runs) -> None:
    """Runs `command` once and adds to `runs`. Its standard output goes to `output` where that is a file's name ending in `.stdout`."""
    to_stdout = output is not None and output.suffix == ".stdout"
    target = str(output) if to_stdout else os.devnull
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
        (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
    ]
    timed_out = False

    def stop(*_):
        nonlocal timed_out
        timed_out = True
        os.killpg(child, signal.SIGKILL)

    signal.signal(signal.SIGALRM, stop)
    start = time.perf_counter()
    child = os.posix_spawn(command[0], command, os.environ, file_actions=actions, setpgroup=0)
    signal.setitimer(signal.ITIMER_REAL, timeout)
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - start
    signal.setitimer(signal.ITIMER_REAL, 0)
    if timed_out:
        raise Failed(f"over {timeout:.0f} s")
    if status != 0:
        raise Failed(f"failed with status {os.waitstatus_to_exitcode(status)}")
    runs.wall.append(wall)
    runs.cpu.append(usage.ru_utime + usage.ru_stime)
    runs.peak.append(peak_megabytes(usage.ru_maxrss, command))


def peak_megabytes(kilobytes: int, command: list) -> float:
    """The peak of a process that was started from this one is never said to be below this one's; GNU time, which is small, is asked then."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    gnu_time = shutil.which("time")
    if kilobytes <= own + 1024 and gnu_time:
        told = subprocess.run([gnu_time, "-f", "%M", *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
        kilobytes = int(told.stderr.split()[-1])
    return kilobytes / 1024


def size_of(output: Path) -> int:
    files = [file for file in output.rglob("*") if file.is_file()] if output.is_dir() else [output]
    return sum(file.stat().st_size for file in files if file.exists())


def remove(output: Path) -> None:
    shutil.rmtree(output) if output.is_dir() else output.unlink(missing_ok=True)


def interleaved(contenders: list, rounds: int, budget: float, timeout: float) -> dict:
    """Runs each contender once a round, so that all meet the same machine. `contenders` are (name, command, output). One that has used
    up `budget` seconds rests; one that fails or takes longer than `timeout` is out. Returns Runs by name."""
    results = {name: Runs() for name, _, _ in contenders}
    for turn in range(rounds):
        for name, command, output in contenders:
            runs = results[name]
            if runs.failure or (turn and sum(runs.wall) + runs.wall[-1] > budget):
                continue
            if output is not None:
                remove(output)
            try:
                run_once(command, output, timeout, runs)
                if output is not None:
                    runs.output = size_of(output)
                    if not runs.output:
                        raise Failed("wrote nothing")
            except Failed as failure:
                runs.failure = str(failure)
            if output is not None:
                remove(output)
    return results
