#!/usr/bin/env python3
"""A run that is stopped by a signal (exit status 3) or killed goes on to the same state, on any number of threads.

    check_stop_and_resume.py TRABECULA DEMO.toml
"""

import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BRIEF = ["tissue.synthetic.size=320 um", "time.duration=4 d", "output.frames=12 h", "output.checkpoints=12 h"]


def main():
    program, demo = sys.argv[1:]
    settings = [word for setting in BRIEF for word in ("--set", setting)]

    def run(folder, *options):
        return [program, "run", demo, "-q", "-o", str(folder), *settings, *options]

    def final_hash(folder):
        verified = subprocess.run([program, "verify", str(folder), "--hash"], capture_output=True, text=True)
        return verified.stdout.split()[-1] if verified.returncode == 0 else f"not whole: {verified.stderr}"

    failures = []
    with tempfile.TemporaryDirectory(prefix="trabecula-stop-") as temporary:
        folder = Path(temporary)
        subprocess.run(run(folder / "whole", "--threads", "2"), check=True)
        whole = final_hash(folder / "whole")
        for name, sent, expected in [("int", signal.SIGINT, 3), ("term", signal.SIGTERM, 3), ("kill", signal.SIGKILL, -9)]:
            process = subprocess.Popen(run(folder / name))
            while not list((folder / name).glob("checkpoints/*.h5")):
                time.sleep(0.01)
            process.send_signal(sent)
            status = process.wait()
            if status != expected:
                failures.append(f"{name}: exit status {status}, not {expected}")
            subprocess.run(run(folder / name, "--resume", "--threads", "1"), check=True)
            if final_hash(folder / name) != whole:
                failures.append(f"{name}: ends in {final_hash(folder / name)}, not {whole}")
    print("\n".join(failures) or f"stopped, terminated and killed: all end in {whole}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
