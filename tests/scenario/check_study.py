#!/usr/bin/env python3
"""A study gives the same table on any number of workers, after being killed, in shards, beside a run that fails, and when it grows;
its runs are those of `trabecula run`.

    check_study.py TRABECULA DEMO.toml
"""

import csv
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

STUDY = """title = "A small study"
base = "{base}"
settings = [{settings}]

[[factor]]
name = "death"
path = "cell.osteoclast.behaviour.die.base"
levels = ["0.04 /d", "0.4 /d"]

[[factor]]
name = "{factor}"
path = "{path}"
levels = [{levels}]

[design]
kind = "grid"
replicates = {replicates}
first_seed = 5

[[response]]
name = "cells"
series = "osteoclast.count"
reduce = "last"
"""
MORE = """
[[response]]
name = "mean_RANKL"
series = "RANKL.mean"
reduce = "mean"
from = "6 h"
"""
BRIEF = ["tissue.synthetic.size=200 um", "time.duration=2 d", "output.series=6 h"]
VARYING = ("seconds", "memory_MB")


def table(folder):
    """The rows of study.csv without what differs from one time to the next."""
    lines = [line for line in (folder / "study.csv").read_text().splitlines() if not line.startswith("#")]
    return [{key: value for key, value in row.items() if key not in VARYING} for row in csv.DictReader(lines)]


def file_times(folder):
    return {file.name: file.stat().st_mtime_ns for file in folder.glob("runs/*.h5")}


class Check:
    def __init__(self, program, demo, folder):
        self.program, self.demo, self.folder = program, demo, folder
        self.failures = []

    def expect(self, right, what):
        if not right:
            self.failures.append(what)

    def write(self, stem, replicates=2, more="", **changes):
        values = {"base": self.demo, "settings": ", ".join(f'"{setting}"' for setting in BRIEF), "factor": "density",
                  "path": "cell.osteoclast.density", "levels": '"20 /mm2", "40 /mm2"'}
        values.update(changes)
        file = self.folder / f"{stem}.toml"
        file.write_text(STUDY.format(replicates=replicates, **values) + more)
        return file

    def command(self, file, folder, *options):
        return [self.program, "study", str(file), "-q", "-o", str(self.folder / folder), *options]

    def study(self, file, folder, *options, status=0):
        done = subprocess.run(self.command(file, folder, *options), capture_output=True, text=True)
        self.expect(done.returncode == status, f"{folder}: exit status {done.returncode}, not {status}: {done.stderr}")
        return done

    def same_on_any_number_of_workers(self):
        self.small = self.write("small")
        self.study(self.small, "one", "-j", "1")
        self.study(self.small, "two", "-j", "2")
        self.whole = table(self.folder / "one")
        self.expect(len(self.whole) == 8 and all(row["status"] == "done" for row in self.whole), "not eight runs done")
        self.expect(len({row["cells"] for row in self.whole}) > 1, "all runs give the same number of cells")
        self.expect(table(self.folder / "two") == self.whole, "-j 1 and -j 2 differ")
        self.study(self.small, "two", status=2)  # exists already

    def stopped(self, name, sent, expected):
        folder = self.folder / name
        process = subprocess.Popen(self.command(self.small, name, "-j", "2"))
        while len(list(folder.glob("runs/*.h5"))) < 2 and process.poll() is None:
            time.sleep(0.005)
        self.study(self.small, name, "--resume", status=2)  # one study at a time in a folder
        process.send_signal(sent)
        status = process.wait()
        self.expect(status == expected, f"{name}: exit status {status}, not {expected}")
        time.sleep(0.2)  # what a worker that outlived its parent would write would come now
        finished = file_times(folder)
        self.expect(2 <= len(finished) < 8, f"{name}: {len(finished)} runs are there")
        time.sleep(0.8)
        self.expect(file_times(folder) == finished, f"{name}: a worker lives on")
        if expected == 3:
            done = [row for row in table(folder) if row["status"] == "done"]
            self.expect(len(done) == len(finished), f"{name}: the table has {len(done)} runs of {len(finished)}")
        self.study(self.small, name, "--resume")
        after = file_times(folder)
        self.expect(all(after.get(file) == when for file, when in finished.items()), f"{name}: made a run again")
        self.expect(table(folder) == self.whole, f"{name}: another table after --resume")

    def grows(self):
        folder = self.folder / "one"
        before = file_times(folder)
        larger = self.write("larger", replicates=3, more=MORE, levels='"20 /mm2", "30 /mm2", "40 /mm2"')
        self.study(larger, "one", "--resume")
        after = file_times(folder)
        self.expect(len(after) == 18, f"{len(after)} runs after growing, not 18")
        self.expect(all(after[file] == when for file, when in before.items()), "growing made a run again")
        rows = {row["run"]: row for row in table(folder)}
        self.expect(all(rows[row["run"]]["cells"] == row["cells"] for row in self.whole), "growing changed a number")
        self.expect(all(row["mean_RANKL"] for row in rows.values()), "a new response is empty")

    def damaged_file_is_made_again(self):
        file = next((self.folder / "two").glob("runs/*.h5"))
        content = file.read_bytes()
        file.write_bytes(content[: len(content) // 2])
        done = self.study(self.small, "two", "--resume")
        self.expect("made again" in done.stderr, "a damaged file was taken")
        self.expect(table(self.folder / "two") == self.whole, "another table after a damaged file")

    def one_arm_fails(self):
        for name in ("good", "bad"):
            subprocess.run([self.program, "tissue", "synthetic", "-o", str(self.folder / f"{name}.h5"), "--size", "240 um"],
                           check=True, capture_output=True)
        (self.folder / "bad.h5").write_bytes(b"no tissue")
        base = self.folder / "base.toml"
        demo = Path(self.demo).read_text()
        start, end = demo.index("[tissue.synthetic]"), demo.index("[output]")
        demo = demo[:start] + '[tissue]\nfile = "good.h5"\n' + demo[end:]
        base.write_text(demo.replace("../biology", str(Path(self.demo).parent.parent / "biology")))
        study = self.write("partly", replicates=1, base="base.toml", settings='"time.duration=1 d"', factor="bone",
                           path="tissue.file", levels='"good.h5", "bad.h5"')
        self.study(study, "partly", status=1)
        rows = table(self.folder / "partly")
        self.expect([row["status"] for row in rows] == ["done", "failed"] * 2, f"a failing arm: {rows}")
        for row in rows:
            failed = row["status"] == "failed"
            self.expect(("bad.h5" in row["reason"]) == failed, f"reason: {row['reason']}")
            self.expect((row["cells"] == "") == failed, f"cells of a run that {row['status']}: {row['cells']}")

    def killed_worker_is_a_failed_run(self):
        process = subprocess.Popen(self.command(self.small, "shot", "-j", "1"))
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        while not (words := children.read_text().split()):
            time.sleep(0.002)
        subprocess.run(["kill", "-9", words[0]], check=True)
        status = process.wait()
        rows = table(self.folder / "shot")
        self.expect(status == 1 and [row["status"] for row in rows] == ["failed"] + ["done"] * 7, f"shot: {rows}")
        self.expect("signal 9" in rows[0]["reason"], f"shot: {rows[0]['reason']}")

    def shards_make_the_same_table(self):
        both = [subprocess.Popen(self.command(self.small, "parts", "--shard", f"{i}/2", "-j", "1")) for i in (1, 2)]
        self.expect([process.wait() for process in both] == [0, 0], "parts: a shard failed")
        self.study(self.small, "parts", "--merge")
        self.expect(table(self.folder / "parts") == self.whole, "parts: another table than without shards")
        changed = self.write("changed", levels='"20 /mm2", "50 /mm2"')
        for options in (("--shard", "1/2", "--resume"), ("--merge",)):
            said = self.study(changed, "parts", *options, status=2).stderr
            self.expect("made from another study" in said, f"parts: a changed study is taken: {said}")
        self.expect(table(self.folder / "parts") == self.whole, "parts: a refused study changed the table")
        self.study(self.small, "parts", "--shard", "3/2", status=2)
        self.study(self.small, "half", "--shard", "2/2", "-j", "1")
        said = self.study(self.small, "half", "--merge", status=1).stderr
        self.expect("shards that never began, of 2: 1" in said and "4 of 8 runs are missing" in said, f"half: {said}")
        self.expect([row["status"] for row in table(self.folder / "half")] == ["not run", "done"] * 4, "half: status")

    def runs_are_those_of_run(self):
        """The last row: response by response the number that `trabecula run` ends with."""
        row = self.whole[-1]
        settings = BRIEF + ["cell.osteoclast.behaviour.die.base=0.4 /d", "cell.osteoclast.density=40 /mm2"]
        words = [word for setting in settings for word in ("--set", setting)]
        printed = subprocess.run(
            [self.program, "run", self.demo, "-o", str(self.folder / "run"), "--seed", "6", "--threads", "1", *words],
            check=True, capture_output=True, text=True).stdout
        at_the_end = next(line.split()[2] for line in printed.splitlines() if line.split()[:1] == ["osteoclast.count"])
        self.expect(float(at_the_end) == float(row["cells"]), f"run ends with {at_the_end}, the study {row['cells']}")


def main():
    program, demo = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="trabecula-study-") as temporary:
        check = Check(program, str(Path(demo).resolve()), Path(temporary))
        check.same_on_any_number_of_workers()
        check.stopped("killed", signal.SIGKILL, -signal.SIGKILL)
        check.stopped("interrupted", signal.SIGINT, 3)
        check.stopped("terminated", signal.SIGTERM, 3)
        check.damaged_file_is_made_again()
        check.one_arm_fails()
        check.killed_worker_is_a_failed_run()
        check.shards_make_the_same_table()
        check.runs_are_those_of_run()
        check.grows()
    print("\n".join(check.failures) or "the same table on any number of workers, after stops and beside failures")
    return 1 if check.failures else 0


if __name__ == "__main__":
    sys.exit(main())
