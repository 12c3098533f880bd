#!/usr/bin/python3
"""The examples of docs/file-format.md run on a run of the program, and every dataset of numbers says what it is.

    check_python_examples.py PROGRAM DEMO.toml
"""

import contextlib
import importlib.util
import io
import pathlib
import re
import sys
import tempfile

from brief_run import BriefRun

PAGE = pathlib.Path(__file__).parents[2] / "docs/file-format.md"
OF_VTK = re.compile(r"VTKHDF/(agents|fields)/(Steps|Lines|Polygons|Strips|Vertices|Points|NumberOf)")  # as VTK wants them


def run_examples(folder):
    """Says which could not run for want of a package."""
    examples = re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)
    assert len(examples) == 3, f"{PAGE} has {len(examples)} examples"
    for example in examples:
        missing = [name for name in re.findall(r"^import (\w+)$", example, re.MULTILINE) if not importlib.util.find_spec(name)]
        if missing:
            print(f"SKIPPED: an example needs {', '.join(missing)}")
            continue
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(example.replace("RUN/", f"{folder}/"), {})
        assert printed.getvalue().strip(), f"an example prints nothing:\n{example}"


def check_labels(file):
    import h5py

    def check(name, item):
        if not isinstance(item, h5py.Dataset) or item.dtype.kind == "S" or OF_VTK.match(name):
            return
        for key in ["unit", "meaning"] + ["axes"] * (item.ndim > 2):
            assert item.attrs.get(key), f"{file}: {name} has no {key}"

    with h5py.File(file) as opened:
        opened.visititems(check)


def main():
    if not importlib.util.find_spec("h5py"):
        print("SKIPPED: python3-h5py is not installed")
        return 77
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch) / "run"
        ended = BriefRun(*sys.argv[1:3]).finish(folder)
        assert ended.returncode == 0, ended.stderr
        run_examples(folder)
        for file in [folder / "run.vtkhdf", *folder.glob("frames/*.h5"), *folder.glob("checkpoints/*.h5")]:
            check_labels(file)
    return 0


sys.exit(main())
