#include "app/commands/commands.hpp"
#include "app/commands/output_file.hpp"
#include "app/commands/scan_options.hpp"
#include "app/measure/morphometry_report.hpp"
#include "app/version.hpp"

#include "output/thickness_map.hpp"

#include "lattice/local_thickness.hpp"

#include "core/error.hpp"
#include "core/parallel.hpp"

#include <fmt/format.h>
#include <malloc.h>

#include <memory>

namespace trabecula {

namespace {

struct MeasureOptions {
    std::string file, json, csv, thickness_map, spacing_map;
    FrameChoice frames;
    ScanOptions scan;
    int threads = usable_threads();
    bool force = false;
};

/// Large arrays come and go here; without this, the C library keeps many of them after they were freed.
void free_large_arrays_at_once()
{
    constexpr int large_bytes = 1 << 20;
    mallopt(M_MMAP_THRESHOLD, large_bytes);
}

void check(const MeasureOptions& options)
{
    const bool maps = !options.thickness_map.empty() || !options.spacing_map.empty();
    Problems problems;
    if (options.threads < 1) problems.add({}, fmt::format("--threads {} must be at least 1", options.threads));
    if (maps && options.frames.all)
        problems.add({}, "--all-frames writes no maps, which show one bone; give --frame N, once per map");
    if (!options.thickness_map.empty() && options.thickness_map == options.spacing_map)
        problems.add(
            {}, fmt::format("--thickness-map and --spacing-map both name {}; give two files", options.thickness_map));
    if (options.scan.any_given() && !is_scan(options.file))
        problems.add({},
                     fmt::format("{} is no scan, so that the options of a scan (--threshold, --sigma ...) mean nothing "
                                 "for it; leave them out",
                                 options.file));
    if (options.json == "-" && options.csv == "-")
        problems.add({}, "--json - and --csv - would both go to standard output; give one of them a file");
    problems.throw_if_any();
    for (const std::string& path : {options.json, options.csv})
        if (path != "-") OutputFile{path, options.force}.check();
    for (const std::string& path : {options.thickness_map, options.spacing_map})
        OutputFile{path, options.force}.check();
}

void write_map(const std::string& path, const std::string& source, const Grid& grid, const std::vector<float>& map,
               const MapLabel& label)
{
    if (map.empty())
        throw InputError(fmt::format(
            "{}: is all bone or all marrow, so that nothing bounds a sphere; {} was not written", source, path));
    write_thickness_map(path, grid, map, label,
                        {std::string(program_version), std::string(git_revision), {{"source", source}}});
}

void write_maps(const MeasureOptions& options, const SegmentedBone& bone)
{
    if (!options.thickness_map.empty())
        write_map(options.thickness_map, options.file, bone.grid,
                  local_thickness_um(bone.grid, bone.material, bone_in_marrow),
                  {"Tb.Th", "diameter of the largest sphere within bone that holds the voxel; 0 beyond bone"});
    if (!options.spacing_map.empty())
        write_map(options.spacing_map, options.file, bone.grid,
                  local_thickness_um(bone.grid, bone.material, marrow_in_bone),
                  {"Tb.Sp", "diameter of the largest sphere within marrow that holds the voxel; 0 beyond marrow"});
}

SegmentedBone bone_of_scan(const MeasureOptions& options)
{
    if (options.frames.number || options.frames.all)
        throw InputError(
            fmt::format("{}: is a scan and has no frames; leave --frame and --all-frames out", options.file));
    const ImportedScan imported = options.scan.import(options.file);
    if (options.json.empty() && options.csv.empty()) fmt::print("{}\n", imported.summary);
    return segmented(imported.segmented.bone);
}

void measure_file(const MeasureOptions& options)
{
    check(options);
    free_large_arrays_at_once();
    const ThreadLimit limit(options.threads);
    MorphometryReport report{options.file, {}};
    const auto add = [&](const SegmentedBone& bone, std::optional<FrameTime> frame) {
        write_maps(options, bone);
        report.bones.push_back({frame, measure(bone)});
    };
    if (is_scan(options.file))
        add(bone_of_scan(options), std::nullopt);
    else
        for_bones(options.file, options.frames, add);
    tell(options.json, as_json(report));
    tell(options.csv, as_csv(report));
    if (options.json.empty() && options.csv.empty()) fmt::print("{}", as_table(report));
}

}  // namespace

void add_measure(CLI::App& program)
{
    CLI::App* command = program.add_subcommand(
        "measure", "Morphometry of a scan, a tissue or a run's frames (names after Bouxsein 2010)");
    auto options = std::make_shared<MeasureOptions>();
    command
        ->add_option("file", options->file,
                     "scan, tissue file, run (folder, index or packed file), or frames/NNNNNN.h5")
        ->required()
        ->check(CLI::ExistingPath);
    CLI::Option* frame =
        command->add_option("--frame", options->frames.number, "frame of a run, counted from 0; the last by default");
    command->add_flag("--all-frames", options->frames.all, "every frame of a run")->excludes(frame);
    command->add_option("--json", options->json, "write JSON to this file, or to standard output for -");
    command->add_option("--csv", options->csv, "write CSV, a row per bone, to this file, or to standard output for -");
    command->add_option("--thickness-map", options->thickness_map, "write local thickness for ParaView (HDF5, XDMF)");
    command->add_option("--spacing-map", options->spacing_map, "write local separation for ParaView (HDF5, XDMF)");
    command->add_flag("--force", options->force, "replace files that are there");
    command->add_option("--threads", options->threads, "threads; all usable ones by default");
    options->scan.add_to(*command);
    command->footer(
        "Examples:\n"
        "  trabecula measure bone.h5\n"
        "  trabecula measure femur.mha --sigma 1 --json femur.json\n"
        "  trabecula measure bone.h5 --json - --thickness-map thickness.h5\n"
        "  trabecula measure demo-run --all-frames --csv frames.csv");
    command->callback([options] { measure_file(*options); });
}

}  // namespace trabecula
