#include "app/commands/commands.hpp"
#include "app/commands/output_file.hpp"
#include "app/commands/scan_options.hpp"
#include "app/scenario/tissue_presets.hpp"
#include "app/version.hpp"

#include "output/tissue_file.hpp"

#include "lattice/synthetic_bone.hpp"

#include <fmt/format.h>

#include <array>
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

/// The options of `tissue synthetic` that are keys of `[tissue.synthetic]`, with the values of a bone without preset.
struct SyntheticOption {
    const char* option;
    const char* key;
    const char* value;
    const char* help;
};
constexpr auto synthetic_options = std::to_array<SyntheticOption>({
    {"--size", "size", "640 um", "edge of the cube"},
    {"--voxel", "voxel", "10 um", "edge of a voxel"},
    {"--bvtv", "bv_tv", "20 %", "bone volume fraction, 0.05-0.6"},
    {"--thickness", "thickness", "120 um", "mean trabecular thickness (Tb.Th)"},
    {"--anisotropy", "anisotropy", "1", "how much longer structures are along z, 1-5"},
    {"--plates", "plates", "0", "from rods, 0, to plates without a hole, 1"},
    {"--seed", "seed", "1", "another seed, another bone"},
});

struct SyntheticOptions {
    std::string preset;
    OutputFile output;
    std::array<std::string, synthetic_options.size()> values;
};

void make_synthetic(const SyntheticOptions& options)
{
    options.output.check();
    std::vector<SyntheticSetting> settings;
    std::vector<std::pair<std::string, std::string>> made_from{{"source", "synthetic"}, {"preset", options.preset}};
    for (std::size_t i = 0; i < synthetic_options.size(); ++i) {
        const SyntheticOption& known = synthetic_options[i];
        const bool given = !options.values[i].empty();
        if (!given && !options.preset.empty()) continue;
        settings.push_back({known.option, known.key, given ? options.values[i] : known.value});
        made_from.emplace_back(known.key, settings.back().value);
    }
    const BoneVolume bone = make_synthetic_bone(synthetic_bone_of(options.preset, settings));
    write_and_tell(options.output.path, bone, std::move(made_from));
}

void add_synthetic(CLI::App& tissue)
{
    CLI::App* command =
        tissue.add_subcommand("synthetic", "Make trabecular bone of asked BV/TV, thickness and structure");
    auto options = std::make_shared<SyntheticOptions>();
    command->add_option("--preset", options->preset,
                        fmt::format("start from {}, or from a TOML file", fmt::join(tissue_presets(), ", ")));
    for (std::size_t i = 0; i < synthetic_options.size(); ++i)
        command
            ->add_option(
                synthetic_options[i].option, options->values[i],
                fmt::format("{} (without a preset: {})", synthetic_options[i].help, synthetic_options[i].value))
            ->type_name("QUANTITY");
    options->output.add_to(*command, "file to write (HDF5)")->required();
    command->footer(
        "Examples:\n  trabecula tissue synthetic --bvtv '15 %' --thickness '120 um' -o bone.h5\n"
        "  trabecula tissue synthetic --preset human-iliac --seed 7 -o iliac.h5");
    command->callback([options] { make_synthetic(*options); });
}

struct ImportOptions {
    std::string scan;
    OutputFile output;
    ScanOptions how;
};

void import_scan(const ImportOptions& options)
{
    options.output.check();
    ImportedScan imported = options.how.import(options.scan);
    fmt::print("{}", imported.summary);
    if (options.output.path.empty()) return fmt::print("nothing written; -o FILE writes the tissue\n");
    write_tissue(options.output.path, imported.segmented.bone,
                 {std::string(program_version), std::string(git_revision), std::move(imported.made_from)});
    fmt::print("written    {}\n", options.output.path);
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
    options->output.add_to(*command, "file to write (HDF5); without it nothing is written");
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
