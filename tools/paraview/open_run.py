"""Opens a run in ParaView: bone as a surface, cells as spheres of their size, coloured and named by type, over time.

As a macro (Macros, Import new macro): open RUN/run_fields.xdmf, select it in the pipeline, and start the macro.
From a terminal: paraview --script=tools/paraview/open_run.py with TRABECULA_RUN=RUN in the environment, or

    pvpython open_run.py RUN PICTURE.png

which saves a picture of the last frame (without a screen: xvfb-run -a pvpython ...).
"""

import os
import sys

from paraview import simple as pv

BONE = [0.925, 0.886, 0.784]
# As viz/palette.cpp has them (Okabe & Ito 2008); a type that is not here takes one of the others.
COLOURS = {
    "preosteoblast": (86, 180, 233), "osteoblast": (0, 114, 178), "lining_cell": (140, 140, 140), "osteocyte": (40, 40, 40),
    "osteoclast_precursor": (230, 159, 0), "osteoclast": (213, 94, 0), "macrophage": (0, 158, 115),
    "t_cell": (204, 121, 167), "b_cell": (240, 228, 66),
}
OTHERS = [(51, 34, 136), (136, 34, 85), (68, 170, 153), (153, 153, 51), (170, 68, 153), (17, 119, 51)]


def type_names(run):
    """The cell types in the order of their numbers: the columns NAME.count of the time series."""
    with open(os.path.join(run, "time_series.csv"), encoding="utf-8") as table:
        columns = table.readline().strip().split(",")
    return [column[: -len(".count")] for column in columns if column.endswith(".count") and column.count(".") == 1]


def open_file(run, name):
    reader = pv.Xdmf3ReaderS(registrationName=name, FileName=[os.path.join(run, name)])
    reader.UpdatePipelineInformation()
    return reader


def show_bone(fields, view):
    """The surface where the bone fraction is 0.5, closed at the faces of the cube."""
    at_points = pv.CellDatatoPointData(Input=fields)
    bone = pv.Clip(registrationName="bone", Input=at_points)
    bone.ClipType = "Scalar"
    bone.Scalars = ["POINTS", "bone_fraction"]
    bone.Value = 0.5
    bone.Invert = 0
    surface = pv.ExtractSurface(registrationName="bone surface", Input=bone)
    normals = pv.GenerateSurfaceNormals(Input=surface)
    shown = pv.Show(normals, view)
    pv.ColorBy(shown, None)
    shown.DiffuseColor = shown.AmbientColor = BONE
    return normals


def show_cells(cells, view, names):
    """Spheres of each cell's radius, in the colours of the types that `names` tells."""
    shown = pv.Show(cells, view)
    shown.SetRepresentationType("Point Gaussian")
    shown.ShaderPreset = "Sphere"
    shown.ScaleByArray = 1
    shown.SetScaleArray = ["POINTS", "radius"]
    shown.UseScaleFunction = 0
    shown.GaussianRadius = 1.0
    pv.ColorBy(shown, ("POINTS", "type"))
    table = pv.GetColorTransferFunction("type")
    table.InterpretValuesAsCategories = 1
    table.AnnotationsInitialized = 1
    table.Annotations = [text for i, name in enumerate(names) for text in (str(i), name.replace("_", " "))]
    table.IndexedColors = [part / 255 for i, name in enumerate(names) for part in COLOURS.get(name, OTHERS[i % len(OTHERS)])]
    shown.SetScalarBarVisibility(view, True)
    style_bar("type", view, "Upper Right Corner")


def style_bar(name, view, place):
    bar = pv.GetScalarBar(pv.GetColorTransferFunction(name), view)
    bar.TitleColor = bar.LabelColor = [0, 0, 0]
    bar.WindowLocation = place


def show_box(fields, view):
    shown = pv.Show(fields, view)
    shown.SetRepresentationType("Outline")
    pv.ColorBy(shown, None)
    shown.AmbientColor = shown.DiffuseColor = [0.3, 0.3, 0.3]


def make_white(view):
    view.UseColorPaletteForBackground = 0
    view.Background = [1, 1, 1]
    view.OrientationAxesLabelColor = [0, 0, 0]


def look_at(view, bounds):
    """From the corner of large x, small y and large z."""
    x0, x1, y0, y1, z0, z1 = bounds
    edge = max(x1 - x0, y1 - y0, z1 - z0)
    view.CameraFocalPoint = [(x0 + x1) / 2, (y0 + y1) / 2, (z0 + z1) / 2]
    view.CameraPosition = [x1 + 1.3 * edge, y0 - 1.6 * edge, z1 + 1.1 * edge]
    view.CameraViewUp = [0, 0, 1]


def show_run(run, view):
    fields, cells = open_file(run, "run_fields.xdmf"), open_file(run, "run_agents.xdmf")
    make_white(view)
    times = fields.TimestepValues
    last = times[-1] if hasattr(times, "__iter__") else times
    pv.GetAnimationScene().UpdateAnimationUsingDataTimeSteps()
    pv.GetAnimationScene().AnimationTime = view.ViewTime = last
    fields.UpdatePipeline(last)
    show_box(fields, view)
    show_bone(fields, view)
    show_cells(cells, view, type_names(run))
    time = pv.Show(pv.AnnotateTimeFilter(registrationName="time", Input=fields, Format="t = {time:g} h"), view)
    time.Color = [0, 0, 0]
    look_at(view, fields.GetDataInformation().GetBounds())


def selected_run():
    """The folder of the run whose file is selected in ParaView."""
    source = pv.GetActiveSource()
    names = getattr(source, "FileName", None) or getattr(source, "FileNames", None) or []
    return os.path.dirname(names if isinstance(names, str) else names[0]) if names else None


def main():
    run = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("TRABECULA_RUN") or selected_run()
    if not run or not os.path.exists(os.path.join(run, "run_fields.xdmf")):
        print(f"{run or 'nothing selected'}: no run; open the run_fields.xdmf of one and select it, or name its folder",
              file=sys.stderr)
        return 1
    view = pv.GetActiveViewOrCreate("RenderView")
    if len(sys.argv) > 2:
        view.ViewSize = [1200, 900]
    show_run(os.path.abspath(run), view)
    pv.Render(view)
    if len(sys.argv) > 2:
        pv.SaveScreenshot(os.path.abspath(sys.argv[2]), view)
    return 0


if __name__ in ("__main__", "__vtkconsole__"):
    failed = main()
    if failed and len(sys.argv) > 1:
        sys.exit(failed)
