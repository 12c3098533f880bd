#!/usr/bin/env python3
"""Opens the window of `trabecula view` on a screen in memory, presses its keys, and compares what it saves: time moves on,
a type of cell vanishes, and the window closes. Skipped (77) without Xvfb or xdotool."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUN = ["--quiet", "--threads", "1", "--set", "tissue.synthetic.size=240 um", "--set", "time.duration=2 h",
       "--set", "output.frames=1 h"]
LONGEST_S = 30


def wait_for(what, found):
    end = time.monotonic() + LONGEST_S
    while time.monotonic() < end:
        if found():
            return
        time.sleep(0.05)
    sys.exit(f"FAILED: {what} did not come within {LONGEST_S} s")


def start_screen():
    """A new X server and its DISPLAY."""
    ours, theirs = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(theirs), "-screen", "0", "1024x768x24", "-nolisten", "tcp"],
                              pass_fds=[theirs], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(theirs)
    with os.fdopen(ours) as report:
        return server, ":" + report.readline().strip()


def check(program, scenario, folder, screen):
    run, pictures = folder / "run", folder / "pictures"
    subprocess.run([program, "run", scenario, "-o", run, *RUN], check=True, stdout=subprocess.DEVNULL)
    environment = dict(os.environ, DISPLAY=screen)
    window = subprocess.Popen([program, "view", run, "-o", pictures, "--size", "640", "480"], env=environment,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def does(*words):
        return subprocess.run(["xdotool", *words], env=environment, capture_output=True, text=True, check=False)

    def is_named():  # as it is once it shows the run
        return window.poll() is not None or does("search", "--onlyvisible", "--name", "^Trabecula: Demo").stdout

    def saved(number, key):
        """What the window shows after a key."""
        does("key", key)
        does("key", "s")
        picture = pictures / f"view_{number}.png"
        wait_for(f"the picture after {key}", picture.exists)
        return picture.read_bytes()

    try:
        wait_for("the window", is_named)
        if window.poll() is not None:
            sys.exit("FAILED: the window closed by itself: " + window.stdout.read())
        does("search", "--onlyvisible", "--name", "^Trabecula", "windowfocus", "--sync")
        at_end = saved(1, "F1")
        assert saved(2, "Left") != at_end, "another time looks the same"
        assert saved(3, "Right") == at_end, "the same time looks different"
        assert saved(4, "4") != at_end, "osteocytes did not vanish"
        assert saved(5, "4") == at_end, "osteocytes did not come back"
        does("key", "q")
        said = window.communicate(timeout=LONGEST_S)[0]
        assert window.returncode == 0, f"exit status {window.returncode}: {said}"
        assert said.splitlines() == [str(pictures / f"view_{i}.png") for i in range(1, 6)], said
    finally:
        window.kill()


def main():
    for tool in ("Xvfb", "xdotool"):
        if shutil.which(tool) is None:
            print(f"SKIPPED: no {tool} here; on Debian: apt-get install xvfb xdotool")
            return 77
    server, screen = start_screen()
    try:
        with tempfile.TemporaryDirectory() as folder:
            check(sys.argv[1], sys.argv[2], Path(folder), screen)
    finally:
        server.terminate()
        server.wait()
    return 0


sys.exit(main())
