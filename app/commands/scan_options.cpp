#include "app/commands/scan_options.hpp"

#include "app/commands/option_quantity.hpp"

#include "core/state_hash.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace trabecula {

namespace {

constexpr std::string_view density_unit = "mgHA/cm3";

std::string without_blanks(std::string text)
{
    text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
    return text;
}

/// Absent for Otsu's; a density becomes a grey value.
std::optional<double> threshold_of(const std::string& text, const std::optional<DensityCalibration>& calibration)
{
    if (text == "otsu") return std::nullopt;
    std::string number = without_blanks(text);
    const bool is_density = number.ends_with(density_unit);
    if (is_density) number.resize(number.size() - density_unit.size());
    double value = 0.0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (error != std::errc{} || end != number.data() + number.size() || !std::isfinite(value))
        throw InputError(
            fmt::format("--threshold = \"{}\" is neither otsu nor a grey value nor a density; give one like "
                        "otsu, 84 or \"320 mgHA/cm3\"",
                        text));
    if (!is_density) return value;
    if (!calibration)
        throw InputError(
            fmt::format("--threshold = \"{}\" is a density, which needs --density-slope and "
                        "--density-intercept of the scanner's calibration",
                        text));
    return calibration->grey(value);
}

std::optional<Micrometres> length_if_given(const std::string& option, const std::string& text)
{
    if (text.empty()) return std::nullopt;
    const UnitSystem units;
    const auto length = option_quantity<LengthDimension>(units, option, text);
    if (!(length.value > 0.0)) throw InputError(fmt::format("{} = \"{}\" must be more than 0", option, text));
    return length;
}

Region region_of(const std::string& name)
{
    if (name == "box") return Region::box;
    if (name == "cylinder") return Region::cylinder;
    if (name == "sphere") return Region::sphere;
    throw InputError(fmt::format("--region = \"{}\" is not known; there are box, cylinder and sphere", name));
}

/// The files of a scan, in order of their names.
std::vector<std::filesystem::path> files_of(const std::filesystem::path& scan)
{
    if (!std::filesystem::is_directory(scan)) return {scan};
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(scan))
        if (entry.is_regular_file()) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

std::string checksum_of(const std::filesystem::path& scan)
{
    StateHash hash;
    for (const std::filesystem::path& file : files_of(scan)) hash.add(file_digest(file));
    return hash.digest();
}

std::string size_of(const Scan& scan)
{
    const double um = scan.grid.spacing.value;
    const Vector3& s = scan.stretch;
    const bool is_cubic = s.x == s.y && s.y == s.z;
    const std::string voxel =
        is_cubic ? fmt::format("{:.6g}", um) : fmt::format("{:.6g} x {:.6g} x {:.6g}", um * s.x, um * s.y, um * s.z);
    return fmt::format("{} x {} x {} voxels of {} um", scan.grid.nx, scan.grid.ny, scan.grid.nz, voxel);
}

std::string percent(std::size_t part, std::size_t whole)
{
    return fmt::format("{:.3g} %", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

std::string summary_of(const Scan& scan)
{
    const auto [least, greatest] = std::minmax_element(scan.grey.begin(), scan.grey.end());
    return fmt::format("scan       {}, grey {:.6g} to {:.6g}\n", size_of(scan), *least, *greatest);
}

std::string summary_of(const SegmentedScan& found, const Segmentation& asked)
{
    const Grid& grid = found.bone.grid;
    std::string text;
    if (asked.crop || asked.spacing)
        text +=
            fmt::format("tissue     {} x {} x {} voxels of {:.6g} um\n", grid.nx, grid.ny, grid.nz, grid.spacing.value);
    text += fmt::format("threshold  {:.6g}{}, of grey {:.6g} to {:.6g}", found.threshold,
                        asked.threshold ? "" : " (Otsu)", found.least_grey, found.greatest_grey);
    if (asked.calibration)
        text += fmt::format("; {:.6g} mg HA/cm3", asked.calibration->density_mg_per_cm3(found.threshold));
    text += fmt::format("\nbone       BV/TV {:.4f}; {} voxels of smaller pieces ({}) removed, {} of cavities filled\n",
                        found.bv_tv(), found.removed_voxels, found.removed_pieces, found.filled_voxels);
    if (!found.bone.outside.empty())
        text += fmt::format("inside     {} of the box is in the volume of interest\n",
                            percent(found.inside_voxels, grid.size()));
    if (found.density)
        text += fmt::format("density    {:.5g} mg HA/cm3 on average; {} of the bone above {:g} (full mineralisation)\n",
                            *found.density, percent(found.clipped_voxels, found.bone_voxels), full_mineral_mg_per_cm3);
    return text;
}

}  // namespace

void ScanOptions::add_to(CLI::App& command)
{
    CLI::App* group = command.add_option_group("Scan", "how bone is made of a micro-CT scan");
    group_ = group;
    group
        ->add_option("--threshold", threshold_,
                     "otsu, or what is bone above: a grey value, or a density such as '320 mgHA/cm3'")
        ->capture_default_str();
    group->add_option("--sigma", sigma_, "Gaussian filter of the grey values, in voxels of the scan; 0: none")
        ->capture_default_str();
    group->add_option("--voxel", voxel_, "edge of a voxel, instead of the file's: '19.5 um'; TIFF needs it");
    group->add_option("--spacing", spacing_, "resample the grey values to cubic voxels of this edge");
    group->add_option("--crop", crop_, "part of the scan in voxels: x y z width height depth")->expected(6);
    group->add_option("--mask", mask_, "scan of the same size, not 0 inside; what is beyond it is outside");
    group->add_option("--region", region_, "box, or the largest cylinder (along z) or sphere in it")
        ->capture_default_str();
    group->add_option("--density-slope", density_slope_, "calibration: mg HA/cm3 per grey value");
    group->add_option("--density-intercept", density_intercept_, "calibration: mg HA/cm3 at grey 0");
    group->add_flag("--all-pieces", all_pieces_, "keep bone that is not connected with the largest piece");
    group->add_flag("--keep-cavities", keep_cavities_, "keep holes enclosed in bone");
}

bool ScanOptions::any_given() const
{
    const std::vector<const CLI::Option*> options = group_->get_options();
    return std::any_of(options.begin(), options.end(), [](const CLI::Option* option) { return option->count() > 0; });
}

std::optional<DensityCalibration> ScanOptions::calibration() const
{
    if (!density_slope_ && !density_intercept_) return std::nullopt;
    if (!density_slope_ || !density_intercept_)
        throw InputError("--density-slope and --density-intercept go together; give both, as in the scan's header");
    if (!(*density_slope_ > 0.0 && std::isfinite(*density_slope_) && std::isfinite(*density_intercept_)))
        throw InputError(fmt::format("--density-slope = {} must be more than 0: bone is denser where it is brighter",
                                     *density_slope_));
    return DensityCalibration{*density_slope_, *density_intercept_};
}

Segmentation ScanOptions::segmentation() const
{
    Segmentation asked;
    asked.calibration = calibration();
    asked.threshold = threshold_of(threshold_, asked.calibration);
    asked.gaussian_sigma_voxels = Number{sigma_};
    asked.spacing = length_if_given("--spacing", spacing_);
    asked.region = region_of(region_);
    if (!crop_.empty()) asked.crop = Crop{{crop_[0], crop_[1], crop_[2]}, {crop_[3], crop_[4], crop_[5]}};
    asked.pieces = all_pieces_ ? Pieces::all : Pieces::largest;
    asked.cavities = keep_cavities_ ? Cavities::kept : Cavities::filled;
    return asked;
}

ImportedScan ScanOptions::import(const std::filesystem::path& path) const
{
    const Segmentation asked = segmentation();
    const std::optional<Micrometres> voxel = length_if_given("--voxel", voxel_);
    Scan scan = as_input([&] { return read_scan(path, voxel); });
    constexpr Micrometres any{1.0};  // the voxel size of a mask does not matter
    if (!mask_.empty()) apply_mask(scan, as_input([&] { return read_scan(mask_, any); }));

    ImportedScan result;
    auto& made_from = result.made_from;
    made_from = {{"source", std::filesystem::absolute(path).filename().string()},
                 {"source checksum (XXH3-128)", checksum_of(path)},
                 {"scan", size_of(scan)}};
    made_from.insert(made_from.end(), scan.facts.begin(), scan.facts.end());
    result.summary = summary_of(scan);
    result.segmented = segment(std::move(scan), asked);
    result.summary += summary_of(result.segmented, asked);
    made_from.emplace_back("threshold", fmt::format("{}", result.segmented.threshold));
    if (!mask_.empty()) made_from.emplace_back("mask checksum (XXH3-128)", checksum_of(mask_));
    if (asked.calibration)
        made_from.emplace_back("full mineralisation", fmt::format("{} mg HA/cm3", full_mineral_mg_per_cm3));
    for (const CLI::Option* option : group_->get_options()) {
        const std::string text =
            option->count() == 0 ? option->get_default_str() : fmt::format("{}", fmt::join(option->results(), " "));
        if (!text.empty()) made_from.emplace_back("option " + option->get_name(), text);
    }
    return result;
}

}  // namespace trabecula
