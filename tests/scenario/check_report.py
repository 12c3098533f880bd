#!/usr/bin/env python3
"""Opens the pages that `trabecula report` writes in headless Chromium: they load without a message on the console, the
view in three dimensions draws bone and cells, its controls change what is drawn, and the chart of a study tells values
at the pointer. Skipped (77) without a browser."""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from html.parser import HTMLParser
from pathlib import Path

BROWSERS = ["chromium", "chromium-browser", "google-chrome"]
FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu-sandbox", "--use-gl=angle", "--use-angle=swiftshader",
         "--enable-unsafe-swiftshader", "--enable-logging=stderr", "--virtual-time-budget=20000", "--window-size=1200,900"]
RUN = ["--quiet", "--threads", "1", "--set", "tissue.synthetic.size=240 um", "--set", "time.duration=6 h",
       "--set", "output.frames=3 h", "--set", "output.series=1 h"]

# Counts the pixels that are drawn, after each of some choices of the reader.
PROBE = """<pre id="probe"></pre><script>
addEventListener('load', () => {
  const root = document.querySelector('.scene');
  const { panel } = root;
  const canvas = root.querySelector('canvas');
  const painted = () => {
    const copy = Object.assign(document.createElement('canvas'), { width: canvas.width, height: canvas.height });
    const context = copy.getContext('2d');
    context.drawImage(canvas, 0, 0);
    const pixels = context.getImageData(0, 0, copy.width, copy.height).data;
    let count = 0;
    for (let i = 3; i < pixels.length; i += 4) count += pixels[i] > 0 ? 1 : 0;
    return count;
  };
  const choose = (selector, value, type) => {
    const control = root.querySelector(selector);
    control.value = value;
    control.dispatchEvent(new Event(type));
  };
  const toggle = (boxes) => boxes.forEach((box) => box.click());
  const found = { pixels: canvas.width * canvas.height, all: painted(), frames: panel.arm.frames.length, arms: panel.arms.length };
  choose('.frame-number', 0, 'input');
  found.first_time = root.querySelector('.time').textContent;
  const boxes = Array.from(root.querySelectorAll('.types input'));
  toggle(boxes.slice(1));
  found.bone = painted();
  choose('.cut', 50, 'input');
  found.cut_bone = painted();
  choose('.cut', 0, 'input');
  toggle(boxes.slice(0, 1));
  found.outline = painted();
  toggle(boxes.slice(1));
  found.cells = painted();
  document.querySelector('.filter').value = 'no such parameter';
  document.querySelector('.filter').dispatchEvent(new Event('input'));
  found.parameters = Array.from(document.querySelectorAll('.folds details')).filter((fold) => !fold.hidden).length;
  document.querySelector('#probe').textContent = JSON.stringify(found);
});
</script></body>"""

STUDY = """title = "Two levels"
base = "{demo}"
settings = ["tissue.synthetic.size=200 um", "time.duration=2 h", "output.series=1 h"]
[[factor]]
name = "death"
path = "cell.osteoclast.behaviour.die.base"
levels = ["0.01 /d", "1 /d"]
[design]
kind = "grid"
replicates = 1
first_seed = 1
[[response]]
name = "cells"
series = "osteoclast.count"
reduce = "last"
"""
STUDY_PROBE = """<pre id="probe"></pre><script>
addEventListener('load', () => {
  const svg = document.querySelector('.chart svg');
  const box = svg.getBoundingClientRect();
  svg.dispatchEvent(new PointerEvent('pointermove', { clientX: box.right - 1 }));
  document.querySelector('#probe').textContent = JSON.stringify({ tip: document.querySelector('.tip').textContent });
});
</script></body>"""


class Nesting(HTMLParser):
    """Notes each tag that is closed where another one is open."""

    VOID = {"meta", "link", "input", "img"}

    def __init__(self):
        super().__init__()
        self.open, self.wrong = [], []

    def handle_starttag(self, tag, attributes):
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> at {self.getpos()}")


def made_page(program, demo, folder):
    runs = {"one": ["--seed", "1"], "two": ["--seed", "2"],
            "treated": ["--seed", "1", "--set", 'intervention.ko.knock_out=["RANKL"]', "--set", "title=No RANKL"]}
    for name, settings in runs.items():
        subprocess.run([program, "run", demo, "-o", str(folder / name), *RUN, *settings], check=True)
    page = folder / "page.html"
    subprocess.run([program, "report", *(str(folder / name) for name in runs), "-o", str(page)], check=True,
                   stdout=subprocess.DEVNULL)
    return page.read_text()


def made_study_page(program, demo, folder):
    study = folder / "two.toml"
    study.write_text(STUDY.format(demo=demo))
    subprocess.run([program, "study", str(study), "-q", "-o", str(folder / "study")], check=True)
    page = folder / "study.html"
    subprocess.run([program, "report", str(folder / "study"), "-o", str(page)], check=True, stdout=subprocess.DEVNULL)
    return page.read_text()


def opened(browser, page, folder, probe=PROBE):
    """What the probe found, and what the browser said on its console."""
    probed = folder / "probed.html"
    probed.write_text(page.replace("</body>", probe))
    result = subprocess.run([browser, *FLAGS, f"--user-data-dir={folder}/profile", "--dump-dom", probed.as_uri()],
                            capture_output=True, text=True, timeout=200)
    answer = re.search(r'<pre id="probe">(.*?)</pre>', result.stdout)
    console = [line for line in result.stderr.splitlines() if "CONSOLE" in line]
    return json.loads(answer[1]) if answer and answer[1] else None, console


def faults_of(page, found, console):
    nesting = Nesting()
    nesting.feed(page)
    yield from (f"wrong nesting: {place}" for place in nesting.wrong[:3])
    yield from console
    if found is None:
        yield "the page did not run to its end"


def failures_of_study(page, found, console):
    yield from faults_of(page, found, console)
    read = re.match(r"death ([\d.]+) /d", found["tip"]) if found else None
    if found and not (read and abs(float(read[1]) - 1) < 0.01):  # the greatest level, on a logarithmic axis
        yield f"the pointer reads {found['tip']}"


def failures_of(page, found, console):
    yield from faults_of(page, found, console)
    if found is None:
        return
    expectations = {
        "three frames of two scenarios": found["frames"] == 3 and found["arms"] == 2,
        "the first time is shown": found["first_time"] == "t = 0 h",
        "bone and cells cover a fifth of the view": found["all"] > 0.2 * found["pixels"],
        "bone alone is less than bone and cells": 0 < found["bone"] < found["all"],
        "the cut takes bone away": found["outline"] < found["cut_bone"] < found["bone"],
        "cells alone are more than the outline": found["outline"] < found["cells"],
        "the outline is little": 0 < found["outline"] < 0.05 * found["pixels"],
        "the filter hides all": found["parameters"] == 0,
    }
    yield from (f"not so: {words} ({found})" for words, holds in expectations.items() if not holds)


def main():
    program, demo = sys.argv[1:]
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        print("SKIPPED: no browser here; ./bootstrap packages --browser installs Chromium")
        return 77
    with tempfile.TemporaryDirectory(prefix="trabecula-report-", ignore_cleanup_errors=True) as temporary:
        page = made_page(program, demo, Path(temporary))
        if 'class="scene"' not in page:
            print("SKIPPED: this build has no three.js; install libjs-three and configure again")
            return 77
        failures = list(failures_of(page, *opened(browser, page, Path(temporary))))
        study = made_study_page(program, demo, Path(temporary))
        failures += failures_of_study(study, *opened(browser, study, Path(temporary), STUDY_PROBE))
    print("\n".join(failures) or "the page loads and draws")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
