#include "app/commands/commands.hpp"
#include "app/commands/option_quantity.hpp"
#include "app/commands/scan_options.hpp"
#include "app/version.hpp"

#include "output/tissue_file.hpp"

#include "lattice/synthetic_bone.hpp"

#include <fmt/format.h>

#include <memory>
#include <numeric>

namespace trabecula {

namespace {

void write_and_tell(const std::string& file, const BoneVolume& volume,
                    std::vector<std::pair<std::string, std::string>> made_from)
{
    write_tissue(file, volume, {std::string(program_version), std::string(git_revision), std::move(made_from)});
    const double bone = std::accumulate(volume.bone_fraction.begin(), volume.bone_fraction.end(), 0.0);
    fmt::print("{}: {} x {} x {} voxels of {:g} um, BV/TV {:.4f}\n", file, volume.grid.nx, volume.grid.ny,
               volume.grid.nz, volume.grid.spacing.value, bone / static_cast<double>(volume.grid.size()));
}

struct SyntheticOptions {
    std::string size = "640 um", voxel = "10 um", bv_tv = "20 %", thickness = "120 um", output;
    std::uint64_t seed = 1;
};

void make_synthetic(const SyntheticOptions& options)
{
    const UnitSystem units;
    const auto voxel = option_quantity<LengthDimension>(units, "--voxel", options.voxel);
    const auto size = option_quantity<LengthDimension>(units, "--size", options.size);
    if (!(voxel.value > 0.0) || size / voxel < 8.0 || size / voxel > 2048.0)
        throw InputError(
            fmt::format("--size {} with --voxel {} makes {:.0f} voxels along an edge; it must be between 8 and 2048",
                        options.size, options.voxel, size / voxel));
    const int edge = static_cast<int>(size / voxel + 0.5);
    SyntheticBone bone;
    bone.grid = {edge, edge, edge, voxel};
    bone.bv_tv = option_quantity<NumberDimension>(units, "--bvtv", options.bv_tv);
    bone.thickness = option_quantity<LengthDimension>(units, "--thickness", options.thickness);
    bone.seed = options.seed;
    write_and_tell(options.output, make_synthetic_bone(bone),
                   {{"source", "synthetic"},
                    {"BV/TV", options.bv_tv},
                    {"Tb.Th", options.thickness},
                    {"seed", std::to_string(options.seed)}});
}

void add_synthetic(CLI::App& tissue)
{
    CLI::App* command = tissue.add_subcommand("synthetic", "Make trabecular bone of asked BV/TV and thickness");
    auto options = std::make_shared<SyntheticOptions>();
    command->add_option("--size", options->size, "edge of the cube")->capture_default_str();
    command->add_option("--voxel", options->voxel, "edge of a voxel")->capture_default_str();
    command->add_option("--bvtv", options->bv_tv, "bone volume fraction, 0.05-0.6")->capture_default_str();
    command->add_option("--thickness", options->thickness, "mean trabecular thickness (Tb.Th)")->capture_default_str();
    command->add_option("--seed", options->seed, "another seed, another bone")->capture_default_str();
    command->add_option("-o,--output", options->output, "file to write (HDF5)")->required();
    command->footer("Example:\n  trabecula tissue synthetic --bvtv '15 %' --thickness '120 um' -o bone.h5");
    command->callback([options] { make_synthetic(*options); });
}

struct ImportOptions {
    std::string scan, output;
    ScanOptions how;
};

void import_scan(const ImportOptions& options)
{
    ImportedScan imported = options.how.import(options.scan);
    fmt::print("{}", imported.summary);
    if (options.output.empty()) return fmt::print("nothing written; -o FILE writes the tissue\n");
    write_tissue(options.output, imported.segmented.bone,
                 {std::string(program_version), std::string(git_revision), std::move(imported.made_from)});
    fmt::print("written    {}\n", options.output);
}

void add_import(CLI::App& tissue)
{
    CLI::App* command = tissue.add_subcommand("import", "Make tissue of a micro-CT scan");
    auto options = std::make_shared<ImportOptions>();
    command
        ->add_option("scan", options->scan,
                     "the scan: MetaImage, NRRD, NIfTI, TIFF stack, VTI or Scanco ISQ, or a folder of TIFF or DICOM "
                     "slices")
        ->required();
    options->how.add_to(*command);
    command->add_option("-o,--output", options->output, "file to write (HDF5); without it nothing is written");
    command->footer(
        "Examples:\n"
        "  trabecula tissue import femur.mha --sigma 1 -o bone.h5\n"
        "  trabecula tissue import slices/ --voxel '10 um' --threshold 84 --region cylinder -o bone.h5\n"
        "  trabecula tissue import femur.isq --density-slope 0.19 --density-intercept -200 --threshold '320 "
        "mgHA/cm3' -o bone.h5\n"
        "docs/scans.md describes formats and steps.");
    command->callback([options] { import_scan(*options); });
}

}  // namespace

void add_tissue(CLI::App& program)
{
    CLI::App* command = program.add_subcommand("tissue", "Make or import tissue for runs");
    command->require_subcommand(1);
    add_synthetic(*command);
    add_import(*command);
}

}  // namespace trabecula
