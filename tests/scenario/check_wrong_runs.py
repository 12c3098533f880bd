#!/usr/bin/python3
"""What cannot be read as a run is wrong input to every command that reads runs: status 2, one line with its name, nothing written.

    check_wrong_runs.py PROGRAM DEMO.toml
"""

import importlib.util
import pathlib
import subprocess
import sys
import tempfile

from brief_run import BriefRun

COMMANDS = {
    "verify": [],
    "measure": [],
    "pack": ["-o", "written"],
    "render": ["-o", "written"],
    "view": ["-o", "written"],
    "report": ["-o", "written"],
}


def wrong_runs(scratch, run, pack):
    """By name: a path that holds no whole run."""
    import h5py

    whole = (run / "run.vtkhdf").read_bytes()
    (scratch / "truncated.vtkhdf").write_bytes(whole[: len(whole) // 2])
    (scratch / "empty.vtkhdf").write_bytes(b"")
    with h5py.File(scratch / "foreign.h5", "w") as file:
        file["x"] = 1
    pack(scratch / "newer.h5")
    with h5py.File(scratch / "newer.h5", "r+") as file:
        file.attrs["format_version"] = 99
    (scratch / "folder").mkdir()
    (scratch / "folder/notes.txt").write_text("no run")
    return ["missing", "truncated.vtkhdf", "empty.vtkhdf", "foreign.h5", "newer.h5", "folder"]


def main():
    if not importlib.util.find_spec("h5py"):
        print("SKIPPED: python3-h5py is not installed")
        return 77
    program, demo = sys.argv[1:3]

    def run_program(*words):
        return subprocess.run([program, *map(str, words)], capture_output=True, text=True, cwd=scratch)

    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        run = scratch / "run"
        ended = BriefRun(program, demo, time__duration="4 h").finish(run)
        assert ended.returncode == 0, ended.stderr
        wrong = wrong_runs(scratch, run, lambda file: run_program("pack", run, "-o", file))
        before = sorted(scratch.rglob("*"))
        for command, options in COMMANDS.items():
            for path in wrong:
                ended = run_program(command, path, *options)
                told = f"{command} {path}: {ended.returncode}\n{ended.stdout}{ended.stderr}"
                assert ended.returncode == 2 and path in ended.stderr, told
                assert sorted(scratch.rglob("*")) == before, told

        (scratch / "notes.txt").write_text("mine")
        for name, words in {
            "measure, a file that is there": ["measure", run, "--csv", "notes.txt"],
            "measure, a file of the run": ["measure", run, "--json", run / "run.vtkhdf", "--force"],
            "measure, a map over a frame": ["measure", run, "--thickness-map", run / "frames/000000.h5", "--force"],
            "a run from itself": ["run", demo, "-o", run, "--from", run, "--force"],
            "a run on its own tissue": ["run", demo, "-o", run, "--tissue", run / "frames/000000.h5", "--force"],
            "untreated over treated": ["run", demo, "-o", "new", "--untreated", "new"],
            "a seed beyond all": ["run", demo, "-o", "new", "--seed", "99999999999999999999"],
        }.items():
            ended = run_program(*words)
            assert ended.returncode == 2, f"{name}: {ended.returncode}\n{ended.stdout}{ended.stderr}"
        assert (scratch / "notes.txt").read_text() == "mine" and not (scratch / "new").exists()
        ended = run_program("verify", run)
        assert ended.returncode == 0, f"after all this the run is no longer whole: {ended.stderr}"

        next(run.glob("frames/*.h5")).write_bytes(b"changed")
        ended = run_program("verify", run)
        assert ended.returncode == 1, f"a run with a damaged frame: {ended.returncode}\n{ended.stderr}"
    return 0


if __name__ == "__main__":
    sys.exit(main())
