"""A run of the demo that takes about a second, for the tests that drive the program from outside."""

import subprocess


class BriefRun:
    """Commands of one scenario; `changes` are keys and values that it sets in the demo."""

    def __init__(self, program, demo, **changes):
        self.program, self.demo = program, demo
        keys = {"tissue.synthetic.size": "200 um", "time.duration": "24 h", "output.frames": "4 h", "output.series": "4 h",
                "output.checkpoints": "3 h"}
        keys.update({key.replace("__", "."): value for key, value in changes.items()})
        self.settings = [word for key, value in keys.items() for word in ("--set", f"{key}={value}")]

    def command(self, folder, *options):
        return [self.program, "run", self.demo, "-q", "-o", str(folder), *self.settings, *options]

    def finish(self, folder, *options):
        """Runs, or goes on with a run, to its end."""
        return subprocess.run(self.command(folder, *options), capture_output=True, text=True)

    def problems(self, folder):
        """What `verify` finds wrong; nothing where a run was killed before it had an index."""
        if not (folder / "run.vtkhdf").exists():
            return ""
        verified = subprocess.run([self.program, "verify", str(folder)], capture_output=True, text=True)
        return "" if verified.returncode == 0 else verified.stderr

    def final_hash(self, folder):
        verified = subprocess.run([self.program, "verify", str(folder), "--hash"], capture_output=True, text=True)
        ended = verified.returncode == 0 and " ended," in verified.stdout.replace("not ended", "")
        return verified.stdout.split()[-1] if ended else f"not whole: {verified.stdout}{verified.stderr}"
