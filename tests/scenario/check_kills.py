#!/usr/bin/env python3
"""A run that is killed at any moment, again and again, is readable up to its last frame, and ends in the same state.

    check_kills.py TRABECULA DEMO.toml [--kills N] [--boundaries N]

--kills       so many kills at random moments
--boundaries  so many kills at calls that change files, a third of them writes (needs strace)
"""

import argparse
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from brief_run import BriefRun

CALLS = ["pwrite64", "write", "fsync", "rename", "unlink", "mkdir", "ftruncate", "openat"]


def kill_at_random(brief, folder, whole, kills, failures):
    """Runs and resumes, each time killed after a while; a run that comes to its end begins anew."""
    chance = random.Random(7)
    begun = time.monotonic()
    brief.finish(folder / "timed")
    longest = 1.2 * (time.monotonic() - begun)
    run = folder / "killed"
    killed = ends = 0
    while killed < kills or ends == 0:
        process = subprocess.Popen(brief.command(run, "--resume"), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if killed < kills:
            try:
                process.wait(chance.uniform(0.0, longest))
            except subprocess.TimeoutExpired:
                process.kill()
        message = process.communicate()[1]
        if process.returncode == -9:
            killed += 1
            if problems := brief.problems(run):
                failures.append(f"after kill {killed}: {problems}")
        elif process.returncode != 0:
            failures.append(f"after kill {killed}: resumed with exit status {process.returncode}: {message}")
            shutil.rmtree(run)
        else:
            ends += 1
            if (found := brief.final_hash(run)) != whole:
                failures.append(f"after kill {killed}: ended in {found}, not {whole}")
            shutil.rmtree(run)
    print(f"killed {killed} times at random moments, {ends} ends in {whole}")


def calls_of(brief, run):
    """The calls by which a run changes files below its folder, in order: name, and which of that name it is."""
    trace = run.with_suffix(".trace")
    subprocess.run(["strace", "-f", "-y", "-o", trace, "-e", "trace=" + ",".join(CALLS), *brief.command(run, "--threads", "1")], check=True)
    counts, found = dict.fromkeys(CALLS, 0), []
    for line in trace.read_text().splitlines():
        call = re.match(r"\d+ +(\w+)\(", line)
        if not call:
            continue
        counts[call[1]] += 1
        if str(run) in line and (call[1] != "openat" or "O_CREAT" in line):
            found.append((call[1], counts[call[1]]))
    return found


def spread(calls, count):
    """At most so many of the calls, from the first to the last."""
    return calls if count >= len(calls) else [calls[i * (len(calls) - 1) // (count - 1)] for i in range(count)]


def kill_at_boundaries(brief, folder, whole, boundaries, failures):
    run = folder / "traced"
    calls = calls_of(brief, run)
    writes = [call for call in calls if call[0] == "pwrite64"]
    others = [call for call in calls if call[0] != "pwrite64"]
    chosen = spread(writes, max(2, boundaries // 3)) + spread(others, max(2, boundaries - boundaries // 3))
    for call, number in chosen:
        shutil.rmtree(run)
        killed = subprocess.run(
            ["strace", "-f", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}",
             *brief.command(run, "--threads", "1")], capture_output=True)
        if killed.returncode == 0:
            failures.append(f"{call} {number}: not killed")
        problems = brief.problems(run)
        resumed = brief.finish(run, "--resume")
        if problems or brief.final_hash(run) != whole:
            failures.append(f"killed at {call} {number}: {problems} ended in {brief.final_hash(run)} {resumed.stderr}")
    print(f"killed at {len(chosen)} of {len(calls)} calls that change files: all end in {whole}")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("program")
    arguments.add_argument("demo")
    arguments.add_argument("--kills", type=int, default=0)
    arguments.add_argument("--boundaries", type=int, default=0)
    given = arguments.parse_args()
    if given.boundaries > 0 and shutil.which("strace") is None:
        print("SKIPPED: no strace here, so nothing was killed at a chosen call; on Debian: apt-get install strace")
        return 77
    failures = []
    with tempfile.TemporaryDirectory(prefix="trabecula-kills-") as temporary:
        folder = Path(temporary)
        for kill, times, changes in [
            (kill_at_random, given.kills, {}),
            (kill_at_boundaries, given.boundaries, {"time__duration": "4 h", "output__frames": "2 h", "output__checkpoints": "1 h"}),
        ]:
            if times > 0:
                brief = BriefRun(given.program, given.demo, **changes)
                whole = folder / kill.__name__
                brief.finish(whole)
                kill(brief, folder, brief.final_hash(whole), times, failures)
    print("\n".join(failures))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
