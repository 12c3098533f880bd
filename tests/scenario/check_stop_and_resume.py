#!/usr/bin/env python3
"""A run that is stopped by a signal (exit status 3) or killed goes on to the same state, on any number of threads; one that is asked to save goes on by itself. With --log json it says so in JSON lines alone.

    check_stop_and_resume.py TRABECULA DEMO.toml
"""

import json
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from brief_run import BriefRun


def start(brief, run, awaited, *options):
    """A run that has written a file of this kind."""
    process = subprocess.Popen(brief.command(run, *options))
    while not list(run.glob(awaited)) and process.poll() is None:
        time.sleep(0.01)
    return process


def json_lines(program, demo, run, *options):
    """What a run with --log json says, which is nothing else than these lines."""
    ended = subprocess.run([program, "run", demo, "--log", "json", "-o", str(run), *options], capture_output=True, text=True)
    assert ended.stdout == "", ended.stdout
    return [json.loads(line) for line in ended.stderr.splitlines()]


def main():
    program, demo = sys.argv[1:]
    failures = []
    with tempfile.TemporaryDirectory(prefix="trabecula-stop-") as temporary:
        folder = Path(temporary)
        brief = BriefRun(program, demo, time__duration="4 d", output__frames="1 d", output__checkpoints="12 h")
        brief.finish(folder / "whole", "--threads", "2")
        whole = brief.final_hash(folder / "whole")
        for name, sent, expected in [("int", signal.SIGINT, 3), ("term", signal.SIGTERM, 3), ("kill", signal.SIGKILL, -9)]:
            process = start(brief, folder / name, "checkpoints/*.h5")
            process.send_signal(sent)
            status = process.wait()
            if status != expected:
                failures.append(f"{name}: exit status {status}, not {expected}")
            brief.finish(folder / name, "--resume", "--threads", "1")
            if brief.final_hash(folder / name) != whole:
                failures.append(f"{name}: ends in {brief.final_hash(folder / name)}, not {whole}")

        unplanned = BriefRun(program, demo, time__duration="4 d", output__frames="1 d", output__checkpoints="0 h")
        for name, options in [("usr1", []), ("wall", ["--save-every", "0.1 s"])]:
            process = start(unplanned, folder / name, "frames/000000.h5", *options)
            if name == "usr1":
                process.send_signal(signal.SIGUSR1)
            status, saved = process.wait(), list((folder / name).glob("checkpoints/*.h5"))
            if status != 0 or len(saved) != 2 or unplanned.final_hash(folder / name) != whole:
                failures.append(f"{name}: exit status {status}, saved {saved}, ends in {unplanned.final_hash(folder / name)}")
        log = json_lines(program, demo, folder / "logged", *brief.settings, "--set", "time.duration=12 h")
        if [log[0]["event"], log[-1]["event"], log[-1]["day"]] != ["start", "end", 0.5]:
            failures.append(f"--log json: {log[0]} ... {log[-1]}")
        again = json_lines(program, demo, folder / "logged", *brief.settings)
        if [(line["event"], line["status"]) for line in again] != [("error", 2)]:
            failures.append(f"--log json: {again}")
    print("\n".join(failures) or f"stopped, terminated, killed and saved: all end in {whole}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
