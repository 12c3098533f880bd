#include "app/commands/commands.hpp"
#include "app/commands/output_file.hpp"
#include "app/scenario/tissue_presets.hpp"
#include "app/version.hpp"

#include "output/tissue_file.hpp"

#include "imaging/segmentation.hpp"

#include "lattice/synthetic_bone.hpp"

#include "core/config/unit_system.hpp"
#include "core/error.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <memory>
#include <numeric>

namespace trabecula {

namespace {

template <class Dimension>
Quantity<Dimension> quantity(const UnitSystem& units, const std::string& option, const std::string& text)
{
    const auto value = units.read(text, Dimension::name);
    if (!value)
        throw InputError(fmt::format("{} = \"{}\" is not {}; give one like \"{}\"", option, text, Dimension::name.noun,
                                     Dimension::name.example));
    return {*value};
}

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
    options->output.add_to(*command, "file to write (HDF5)");
    command->footer(
        "Examples:\n  trabecula tissue synthetic --bvtv '15 %' --thickness '120 um' -o bone.h5\n"
        "  trabecula tissue synthetic --preset human-iliac --seed 7 -o iliac.h5");
    command->callback([options] { make_synthetic(*options); });
}

struct ImportOptions {
    std::string scan, threshold = "otsu", voxel, spacing;
    OutputFile output;
    double sigma = 0.0;
    std::vector<int> crop;
    bool all_pieces = false, keep_cavities = false;
};

std::optional<double> threshold_of(const std::string& text)
{
    if (text == "otsu") return std::nullopt;
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        throw InputError(
            fmt::format("--threshold = \"{}\" is neither otsu nor a grey value; give one like otsu or 84", text));
    return value;
}

std::optional<Micrometres> length_if_given(const UnitSystem& units, const std::string& option, const std::string& text)
{
    if (text.empty()) return std::nullopt;
    const auto length = quantity<LengthDimension>(units, option, text);
    if (!(length.value > 0.0)) throw InputError(fmt::format("{} = \"{}\" must be more than 0", option, text));
    return length;
}

void import_scan(const ImportOptions& options)
{
    options.output.check();
    const UnitSystem units;
    const Scan scan = read_scan(options.scan, length_if_given(units, "--voxel", options.voxel));
    Segmentation segmentation;
    segmentation.threshold = threshold_of(options.threshold);
    segmentation.gaussian_sigma_voxels = Number{options.sigma};
    segmentation.spacing = length_if_given(units, "--spacing", options.spacing);
    if (!options.crop.empty())
        segmentation.crop = Crop{{options.crop[0], options.crop[1], options.crop[2]},
                                 {options.crop[3], options.crop[4], options.crop[5]}};
    segmentation.pieces = options.all_pieces ? Pieces::all : Pieces::largest;
    segmentation.cavities = options.keep_cavities ? Cavities::kept : Cavities::filled;
    write_and_tell(options.output.path, segment(scan, segmentation),
                   {{"source", options.scan},
                    {"threshold", options.threshold},
                    {"sigma in voxels", fmt::format("{:g}", options.sigma)}});
}

void add_import(CLI::App& tissue)
{
    CLI::App* command = tissue.add_subcommand("import", "Make tissue of a micro-CT scan (MetaImage)");
    auto options = std::make_shared<ImportOptions>();
    command->add_option("scan", options->scan, "the scan: .mha or .mhd")->required();
    command->add_option("--threshold", options->threshold, "otsu, or the grey value above which is bone")
        ->capture_default_str();
    command->add_option("--sigma", options->sigma, "Gaussian filter before the threshold, in voxels; 0: none")
        ->capture_default_str();
    command->add_option("--voxel", options->voxel, "edge of a voxel, instead of the file's: '19.5 um'");
    command->add_option("--spacing", options->spacing, "resample the grey values to voxels of this edge");
    command->add_option("--crop", options->crop, "part of the scan in voxels: x y z width height depth")->expected(6);
    command->add_flag("--all-pieces", options->all_pieces, "keep bone that is not connected with the largest piece");
    command->add_flag("--keep-cavities", options->keep_cavities, "keep holes enclosed in bone");
    options->output.add_to(*command, "file to write (HDF5)");
    command->footer("Example:\n  trabecula tissue import femur.mha --threshold otsu --sigma 1 -o bone.h5");
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
