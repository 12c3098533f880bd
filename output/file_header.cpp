#include "output/file_header.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace trabecula {

namespace {

constexpr std::string_view ours = "trabecula ";
constexpr std::size_t most_attribute_bytes = 60'000;  // HDF5 has room for 64 KiB in a header

int side(const hdf5::GroupReader& root, const char* name)
{
    const std::int64_t value = root.integer_attribute(name);
    if (value < 1 || value > std::numeric_limits<int>::max())
        root.fail(std::string("@") + name, fmt::format("is {}", value));
    return static_cast<int>(value);
}

Grid read_grid(const hdf5::GroupReader& root)
{
    const Grid grid{side(root, "nx"), side(root, "ny"), side(root, "nz"), {root.number_attribute("spacing_um")}};
    if (!(grid.spacing.value > 0.0)) root.fail("@spacing_um", fmt::format("is {}", grid.spacing.value));
    return grid;
}

void write_branch(const hdf5::GroupWriter& root, const BranchOrigin& origin)
{
    root.attribute("branch_run", origin.run);
    root.attribute("branch_scenario_hash", origin.scenario_hash);
    root.attribute("branch_seed", origin.seed);
    root.attribute("branch_time_h", origin.time_h);
    root.attribute("branch_state_hash", origin.state_hash);
}

std::optional<BranchOrigin> read_branch(const hdf5::GroupReader& root)
{
    if (!root.has_attribute("branch_state_hash")) return std::nullopt;
    return BranchOrigin{root.text_attribute("branch_run"), root.text_attribute("branch_scenario_hash"),
                        root.unsigned_attribute("branch_seed"), root.number_attribute("branch_time_h"),
                        root.text_attribute("branch_state_hash")};
}

}  // namespace

std::string moment_text(double time_h)
{
    return std::fmod(time_h, 24.0) == 0.0 ? fmt::format("{:g} d", time_h / 24.0) : fmt::format("{:g} h", time_h);
}

std::string beginning_text(const std::optional<BranchOrigin>& origin)
{
    return origin ? fmt::format("{} of {}", moment_text(origin->time_h), origin->run) : "time 0";
}

void write_header(const hdf5::GroupWriter& root, std::string_view kind, const RunIdentity& identity, const Grid& grid)
{
    root.attribute("format", std::string(ours).append(kind));
    root.attribute("format_version", format_version);
    root.attribute("version", identity.version);
    root.attribute("git_revision", identity.git_revision);
    if (!identity.build_options.empty()) root.attribute("build_options", identity.build_options);
    if (!identity.command_line.empty() && identity.command_line.size() < most_attribute_bytes)
        root.attribute("command_line", identity.command_line);
    root.attribute("scenario_hash", identity.scenario_hash);
    root.attribute("seed", identity.seed);
    root.attribute("nx", std::int64_t{grid.nx});
    root.attribute("ny", std::int64_t{grid.ny});
    root.attribute("nz", std::int64_t{grid.nz});
    root.attribute("spacing_um", grid.spacing.value);
    if (identity.branch) write_branch(root, *identity.branch);
}

FileHeader read_header(const hdf5::GroupReader& root, std::span<const std::string_view> kinds)
{
    const std::string file = root.file().string();
    const std::string format = root.has_attribute("format") ? root.text_attribute("format") : "";
    if (!format.starts_with(ours))
        throw hdf5::DamagedFile(
            fmt::format("{}: is an HDF5 file, but not one of trabecula (its attribute format is \"{}\"); "
                        "give a trabecula {}",
                        file, format, fmt::join(kinds, " or ")));
    FileHeader header;
    header.kind = format.substr(ours.size());
    header.version = root.text_attribute("version");
    const std::int64_t version = root.integer_attribute("format_version");
    if (version > format_version)
        throw FileError(
            fmt::format("{}: has format version {}, this program reads up to {}; read it with trabecula {} or later",
                        file, version, format_version, header.version));
    if (std::ranges::find(kinds, std::string_view(header.kind)) == kinds.end())
        throw FileError(
            fmt::format("{}: is a trabecula {}; give a trabecula {}", file, header.kind, fmt::join(kinds, " or ")));
    header.git_revision = root.text_attribute("git_revision");
    header.scenario_hash = root.text_attribute("scenario_hash");
    header.seed = root.unsigned_attribute("seed");
    header.grid = read_grid(root);
    header.branch = read_branch(root);
    return header;
}

FileHeader read_header(const hdf5::GroupReader& root, std::string_view kind)
{
    return read_header(root, {&kind, 1});
}

void check_checksum(const hdf5::GroupReader& root)
{
    const std::string expected = root.text_attribute("checksum");
    const std::string found = root.checksum();
    if (found != expected) root.fail("@checksum", fmt::format("is {}, but the content gives {}", expected, found));
}

void write_time_series(const hdf5::GroupWriter& parent, const TimeSeries& series)
{
    std::vector<std::string> names{"time_h"};
    for (const Series& one : series.series) names.push_back(one.name);
    const std::vector<std::string> safe = hdf5::safe_names(names);
    const hdf5::GroupWriter group = parent.make_group("time_series");
    group.write("time_h", series.time_h, {"time", "h", "time of the observations"});
    for (std::size_t i = 0; i < series.series.size(); ++i) {
        const Series& one = series.series[i];
        group.write(safe[i + 1], one.values, {one.name, one.unit, one.meaning});
    }
}

TimeSeries read_time_series(const hdf5::GroupReader& parent)
{
    const hdf5::GroupReader group = parent.group("time_series");
    TimeSeries series;
    for (const std::string& name : group.datasets()) {
        if (name == "time_h") {
            series.time_h = group.read<double>(name);
            continue;
        }
        hdf5::Label label = group.label(name);
        series.series.push_back(
            {label.name.empty() ? name : label.name, label.unit, label.meaning, group.read<double>(name)});
    }
    return series;
}

}  // namespace trabecula
