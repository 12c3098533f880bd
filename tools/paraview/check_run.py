"""Opens the two .xdmf files of a run in ParaView, checks what they hold and saves a picture of it.

    pvpython check_run.py RUN_FOLDER OUT.png [FIELD]

Exits 1 when a file does not open, an array is missing, the two files disagree about the times, or ParaView's
three XDMF readers disagree about the data. A ParaView that reads temporal VTKHDF (5.13) opens run.vtkhdf too, which
must hold the same. FIELD is the field of the slice (else the first cytokine that varies).
Needs a display to draw on; run_paraview_check.sh provides one.
"""

import os
import sys

from paraview import simple as pv

import open_run

FIELD_ARRAYS = ["bone_fraction"]
AGENT_ARRAYS = {"type": "unsigned char", "radius": "float", "id": ("long long", "long", "vtktypeint64", "idtype")}
READERS = ["Xdmf3ReaderS", "Xdmf3ReaderT", "XDMFReader"]  # the first is what ParaView takes by default
FIRST_WITH_TEMPORAL_VTKHDF = (5, 13)  # in partitioned collections, as a run is
TISSUE_ARRAYS = {"bone_fraction", "mineral_fraction", "osteoid", "material"}  # never the field of the slice

problems = []


def complain(text):
    problems.append(text)
    print("PROBLEM: " + text, flush=True)


def open_with(reader_name, path):
    key = "FileNames" if reader_name == "XDMFReader" else "FileName"
    reader = getattr(pv, reader_name)(**{key: [path]})
    reader.UpdatePipelineInformation()
    return reader


def times_of(reader):
    values = reader.TimestepValues
    return [float(value) for value in values] if hasattr(values, "__iter__") else [float(values)]


def arrays_of(reader, time, association):
    """{name: (type, minimum, maximum)} at one time; association is CellData or PointData."""
    reader.UpdatePipeline(time)
    info = getattr(reader, association)
    found = {}
    for name in info.keys():
        array = info.GetArray(name)
        low, high = array.GetRange(0)
        found[name] = (array.GetDataTypeAsString(), low, high)
    return found


def count_points(reader):
    return reader.GetDataInformation().GetNumberOfPoints()


def some_of(times):
    """First, middle and last."""
    return sorted({times[0], times[len(times) // 2], times[-1]})


def check_file(path, association, required):
    """Opens the file with every reader; returns the default reader, its times, and (time, points, arrays) of some."""
    default = None
    for reader_name in READERS:
        reader = open_with(reader_name, path)
        times = times_of(reader)
        if not times:
            complain(f"{path}: {reader_name} finds no time step")
            continue
        seen = []
        for time in some_of(times):
            arrays = arrays_of(reader, time, association)
            points = count_points(reader)
            if points > 0:
                for name in required:
                    if name not in arrays:
                        complain(f"{path}: {reader_name} at time {time:g} has no array {name}; it has {', '.join(sorted(arrays))}")
            seen.append((time, points, arrays))
        if default is None:
            default = (reader, times, seen)
            print(f"{path}: {len(times)} time steps, {times[0]:g} to {times[-1]:g}")
            for time, points, arrays in seen:
                print(f"  time {time:g}: {points} points")
                for name, (kind, low, high) in sorted(arrays.items()):
                    print(f"    {name:24} {kind:16} {low:g} to {high:g}")
        else:
            if times != default[1]:
                complain(f"{path}: {reader_name} has other times than {READERS[0]}")
            elif seen != default[2]:
                complain(f"{path}: {reader_name} reads other data than {READERS[0]}: {seen} against {default[2]}")
            pv.Delete(reader)
    if default is None:
        print(f"{path}: opens in no reader", file=sys.stderr)
        sys.exit(1)
    return default


def paraview_version():
    from paraview.servermanager import vtkSMProxyManager

    return vtkSMProxyManager.GetVersionMajor(), vtkSMProxyManager.GetVersionMinor()


def leaves_of(data):
    """The datasets of a composite one."""
    if not data.IsA("vtkCompositeDataSet"):
        return [data]
    leaves = []
    iterator = data.NewIterator()
    iterator.InitTraversal()
    while not iterator.IsDoneWithTraversal():
        leaves.append(iterator.GetCurrentDataObject())
        iterator.GoToNextItem()
    return leaves


def ranges_in(attributes):
    """{name: (minimum, maximum)} of cell or point data."""
    arrays = [attributes.GetArray(i) for i in range(attributes.GetNumberOfArrays())]
    return {array.GetName(): array.GetRange(0) for array in arrays}


def check_index(path, times, fields_seen, agents_seen):
    """run.vtkhdf has to hold what the .xdmf files do."""
    if paraview_version() < FIRST_WITH_TEMPORAL_VTKHDF:
        print(f"{path}: needs ParaView 5.13; not opened")
        return
    reader = pv.VTKHDFReader(FileName=[path])
    reader.UpdatePipelineInformation()
    if times_of(reader) != times:
        complain(f"{path}: the times are {times_of(reader)}, not {times}")
        return
    problems_before = len(problems)
    for (time, _, fields), (_, cells, agents) in zip(fields_seen, agents_seen):
        reader.UpdatePipeline(time)
        images, clouds = [], []
        for leaf in leaves_of(reader.GetClientSideObject().GetOutputDataObject(0)):  # Fetch cannot take a collection
            (images if leaf.IsA("vtkImageData") else clouds).append(leaf)
        if len(images) != 1 or len(clouds) != 1:
            complain(f"{path}: {len(images)} images and {len(clouds)} sets of points at time {time:g}, not one of each")
            continue
        if clouds[0].GetNumberOfPoints() != cells:
            complain(f"{path}: {clouds[0].GetNumberOfPoints()} points at time {time:g}, not {cells}")
        compared = [(images[0].GetCellData(), fields)] + ([(clouds[0].GetPointData(), agents)] if cells > 0 else [])
        for attributes, arrays in compared:
            expected = {name: (low, high) for name, (_, low, high) in arrays.items()}
            if ranges_in(attributes) != expected:
                complain(f"{path}: at time {time:g} it holds {ranges_in(attributes)}, the .xdmf files {expected}")
    if len(problems) == problems_before:
        print(f"{path}: {len(times)} time steps, with what the .xdmf files hold")


def check_types(path, arrays, expected):
    for name, kinds in expected.items():
        kinds = (kinds,) if isinstance(kinds, str) else kinds
        if name in arrays and arrays[name][0] not in kinds:
            complain(f"{path}: array {name} is {arrays[name][0]}, not {' or '.join(kinds)}")


def field_of_slice(arrays, asked):
    if asked:
        if asked not in arrays:
            complain(f"no field {asked}; there are {', '.join(sorted(arrays))}")
        return asked if asked in arrays else None
    varying = [name for name, (_, low, high) in sorted(arrays.items()) if name not in TISSUE_ARRAYS and high > low]
    return next((name for name in ("RANKL_free", "RANKL") if name in varying), varying[0] if varying else None)


def show_slice(fields, view, name, height):
    cut = pv.Slice(Input=fields)
    cut.SliceType.Normal = [0, 0, 1]
    cut.SliceType.Origin = height
    shown = pv.Show(cut, view)
    pv.ColorBy(shown, ("CELLS", name))
    shown.RescaleTransferFunctionToDataRange(False, True)
    shown.SetScalarBarVisibility(view, True)
    open_run.style_bar(name, view, "Lower Right Corner")


def types_present(agents, time):
    """The values of `type` that occur."""
    from paraview import servermanager
    from vtkmodules.util.numpy_support import vtk_to_numpy

    agents.UpdatePipeline(time)
    kinds = set()
    for leaf in leaves_of(servermanager.Fetch(agents)):
        array = leaf.GetPointData().GetArray("type")
        if array is not None:
            kinds |= set(vtk_to_numpy(array).tolist())
    return sorted(kinds)


def main():
    if len(sys.argv) not in (3, 4):
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    run, picture = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    paths = [os.path.join(run, name) for name in ("run_fields.xdmf", "run_agents.xdmf")]
    for path in paths:
        if not os.path.exists(path):
            print(f"{path}: no such file; is {run} the folder of a run?", file=sys.stderr)
            sys.exit(1)

    print("ParaView {}.{}".format(*paraview_version()))
    fields, field_times, fields_seen = check_file(paths[0], "CellData", FIELD_ARRAYS)
    agents, agent_times, agents_seen = check_file(paths[1], "PointData", list(AGENT_ARRAYS))
    field_arrays, agent_arrays = fields_seen[-1][2], agents_seen[-1][2]
    check_types(paths[1], agent_arrays, AGENT_ARRAYS)
    if field_times != agent_times:
        complain(f"the times differ: fields {field_times}, agents {agent_times}")
    else:
        check_index(os.path.join(run, "run.vtkhdf"), field_times, fields_seen, agents_seen)
    slice_field = field_of_slice(field_arrays, sys.argv[3] if len(sys.argv) == 4 else None)
    if slice_field is None:
        complain(f"{paths[0]}: no field varies in space, there is nothing to slice")

    time = field_times[-1]
    view = pv.CreateView("RenderView")
    view.ViewSize = [1400, 1050]
    open_run.make_white(view)
    view.ViewTime = time
    fields.UpdatePipeline(time)
    x0, x1, y0, y1, z0, z1 = fields.GetDataInformation().GetBounds()
    open_run.show_box(fields, view)
    if "bone_fraction" in field_arrays:
        surface = open_run.show_bone(fields, view)
        surface.UpdatePipeline(time)
        print(f"bone: {surface.GetDataInformation().GetNumberOfCells()} faces")
    if slice_field is not None:
        print(f"slice: {slice_field} at z = {(z0 + z1) / 2:g}")
        show_slice(fields, view, slice_field, [(x0 + x1) / 2, (y0 + y1) / 2, z0 + 0.501 * (z1 - z0)])
    kinds = types_present(agents, time)
    if kinds:
        print(f"agents: types {kinds}")
        names = open_run.type_names(run)
        if max(kinds) >= len(names):
            complain(f"{paths[1]}: type {max(kinds)}, but the time series names {', '.join(names)}")
        open_run.show_cells(agents, view, names)
    elif agent_arrays:
        complain(f"{paths[1]}: agents, but no value of type")

    open_run.look_at(view, (x0, x1, y0, y1, z0, z1))
    pv.SaveScreenshot(picture, view)
    print(f"picture: {picture}")

    if problems:
        print(f"{len(problems)} problems", file=sys.stderr)
        sys.exit(1)
    print("ParaView reads this run as it should.")


main()
