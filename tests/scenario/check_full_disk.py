#!/usr/bin/env python3
"""A disk that is full, read-only, or closed to the user: said with the remedy, nothing earlier is damaged, and the run goes on later.

    check_full_disk.py TRABECULA DEMO.toml

Works on a small file system of its own, in a mount namespace of its own; skipped where that is not permitted.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from brief_run import BriefRun

IN_NAMESPACE = "--in-namespace"
WITHOUT_OVERRIDE = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]  # root is then asked for permissions, too


def mount(*options):
    subprocess.run(["mount", *options], check=True)


def main():
    program, demo = sys.argv[1:3]
    failures = []

    def expect(name, process, status, words=""):
        if process.returncode != status or words not in process.stderr:
            failures.append(f"{name}: exit status {process.returncode}, not {status}; said: {process.stderr}")

    def expect_sound(name, run):
        if problems := brief.problems(run):
            failures.append(f"{name}: {problems}")

    with tempfile.TemporaryDirectory(prefix="trabecula-disk-") as temporary:
        brief = BriefRun(program, demo)
        brief.finish(Path(temporary) / "whole")
        whole = brief.final_hash(Path(temporary) / "whole")
        disk = Path(temporary) / "disk"
        run = disk / "run"
        disk.mkdir()
        mount("-t", "tmpfs", "-o", "size=2m", "tmpfs", disk)
        expect("full disk", brief.finish(run), 1, "the disk is full: free space or write elsewhere; files written earlier are intact")
        expect_sound("full disk", run)
        frames = len(list(run.glob("frames/*.h5")))
        if frames == 0 or list(run.rglob("*.tmp")):
            failures.append(f"full disk: {frames} frames, and left behind: {list(run.rglob('*.tmp'))}")
        expect("full disk, resumed", brief.finish(run, "--resume"), 1, "the disk is full")
        expect_sound("full disk, resumed", run)
        mount("-o", "remount,size=50m", disk)
        expect("more space", brief.finish(run, "--resume"), 0)
        if brief.final_hash(run) != whole:
            failures.append(f"more space: ended in {brief.final_hash(run)}, not {whole}")
        limited = subprocess.run(["bash", "-c", 'ulimit -f 100; exec "$@"', "limited", *brief.command(disk / "limited")], capture_output=True, text=True)
        expect("limit on the size of files", limited, 1, "raise the limit on the size of a file")
        last_words = json.loads((disk / "limited/log.jsonl").read_text().splitlines()[-1]) if (disk / "limited/log.jsonl").exists() else {}
        if "raise the limit" not in last_words.get("error", "raise the limit"):
            failures.append(f"limit on the size of files: the log ends in {last_words}")
        closed = disk / "closed"
        closed.mkdir(mode=0o500)
        refused = subprocess.run([*WITHOUT_OVERRIDE, *brief.command(closed / "run")], capture_output=True, text=True)
        expect("no permission", refused, 1, "change the permissions")
        closed.chmod(0)
        refused = subprocess.run([*WITHOUT_OVERRIDE, *brief.command(closed / "run")], capture_output=True, text=True)
        expect("not to be looked at", refused, 1, "change the permissions")
        refused = subprocess.run([*WITHOUT_OVERRIDE, program, "report", closed, "-o", disk / "page.html"], capture_output=True, text=True)
        expect("report of what is not to be looked at", refused, 1, "change the permissions")
        lost = run / "frames/000001.h5"
        lost.rename(disk / "lost.h5")
        for command in (["measure", run], ["pack", run, "-o", disk / "packed.h5"]):
            expect(f"{command[0]}, a frame missing", subprocess.run([program, *command], capture_output=True, text=True), 2, "is missing")
        (disk / "lost.h5").rename(lost)
        mount("-o", "remount,ro", disk)
        expect("read-only", brief.finish(disk / "another"), 1, "the file system is read-only: write elsewhere")
        expect("read-only, finished", brief.finish(run, "--resume"), 0)
        expect_sound("read-only", run)
        subprocess.run(["umount", disk], check=True)
    print("\n".join(failures) or f"full, read-only and closed disks are named, and the run ends in {whole}")
    return 1 if failures else 0


if __name__ == "__main__":
    if IN_NAMESPACE in sys.argv:
        sys.exit(main())
    if os.geteuid() != 0 or subprocess.run(["unshare", "--mount", "true"], capture_output=True).returncode != 0:
        print("SKIPPED: this process may not mount a small file system of its own; run it as root")
        sys.exit(77)
    sys.exit(subprocess.run(["unshare", "--mount", sys.executable, *sys.argv, IN_NAMESPACE]).returncode)
