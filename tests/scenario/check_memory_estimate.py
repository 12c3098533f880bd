#!/usr/bin/env python3
"""`trabecula check` foretells the memory of a run within 10 %, whatever fills it: voxels, agents, or a file.

    check_memory_estimate.py TRABECULA DEMO.toml
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

BRIEF = ["time.duration=4 h", "output.frames=2 h", "output.series=2 h", "output.checkpoints=2 h"]
CASES = {
    "many voxels": ["tissue.synthetic.size=960 um"],
    "many agents": ["tissue.synthetic.voxel=20 um", "tissue.synthetic.size=1600 um"],
    "a tissue file": None,
}


def run(command):
    """Runs a program; its output and the most memory it held, in bytes."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"{' '.join(command)} failed:\n{output}")
    return output, usage.ru_maxrss * 1024


def main():
    program, demo = sys.argv[1:]
    off = 0
    with tempfile.TemporaryDirectory(prefix="trabecula-memory-") as folder:
        bone = str(Path(folder) / "bone.h5")
        run([program, "tissue", "synthetic", "--size", "1200 um", "--voxel", "15 um", "--thickness", "150 um", "-o", bone])
        for name, settings in CASES.items():
            tissue = ["--tissue", bone] if settings is None else []
            options = [*tissue, *(word for setting in BRIEF + (settings or []) for word in ("--set", setting))]
            foretold, _ = run([program, "check", demo, *options])
            expected = float(re.search(r"^ +memory +(\d+) MB$", foretold, re.MULTILINE)[1]) * 1e6
            _, found = run([program, "run", demo, "-q", "-o", str(Path(folder) / name), *options])
            within = abs(found / expected - 1.0) <= 0.1
            print(f"{name}: foretold {expected / 1e6:.0f} MB, needed {found / 1e6:.0f} MB{'' if within else ': more than 10 % off'}")
            off += not within
    return 1 if off else 0


if __name__ == "__main__":
    sys.exit(main())
