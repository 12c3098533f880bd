#include "output/file_header.hpp"
#include "output/run_contents.hpp"

#include <fmt/format.h>

namespace trabecula {

namespace {

using hdf5::GroupReader;

/// @throws hdf5::DamagedFile when the lists differ in length
void check_lengths(const GroupReader& group, std::size_t length, std::initializer_list<std::size_t> others)
{
    for (const std::size_t other : others)
        if (other != length) group.fail("", fmt::format("has lists of {} and {} items", length, other));
}

std::vector<CellTypeLabel> read_cell_types(const GroupReader& own)
{
    const GroupReader group = own.group("cell_types");
    const auto names = group.texts("name");
    const auto radii = group.read<double>("radius");
    const auto weights = group.read<double>("weight");
    check_lengths(group, names.size(), {radii.size(), weights.size()});
    std::vector<CellTypeLabel> types;
    for (std::size_t i = 0; i < names.size(); ++i) types.push_back({names[i], radii[i], weights[i]});
    return types;
}

std::vector<FrameRecord> read_frames(const GroupReader& own)
{
    const GroupReader group = own.group("frames");
    const auto steps = group.read<std::uint32_t>("step");
    const auto times = group.read<double>("time_h");
    const auto agents = group.read<std::uint64_t>("agents");
    const auto checksums = group.texts("checksum");
    const auto hashes = group.texts("state_hash");
    check_lengths(group, steps.size(), {times.size(), agents.size(), checksums.size(), hashes.size()});
    std::vector<FrameRecord> frames;
    for (std::size_t i = 0; i < steps.size(); ++i)
        frames.push_back({frame_name(i), steps[i], times[i], agents[i], checksums[i], hashes[i]});
    return frames;
}

std::vector<FrameArray> read_arrays(const GroupReader& own)
{
    const GroupReader group = own.group("voxel_arrays");
    const auto groups = group.texts("group");
    const auto datasets = group.texts("dataset");
    const auto names = group.texts("name");
    const auto units = group.texts("unit");
    const auto meanings = group.texts("meaning");
    check_lengths(group, groups.size(), {datasets.size(), names.size(), units.size(), meanings.size()});
    std::vector<FrameArray> arrays;
    for (std::size_t i = 0; i < groups.size(); ++i)
        arrays.push_back({groups[i], datasets[i], {names[i], units[i], meanings[i]}, {}});
    return arrays;
}

std::optional<RunProfile> read_profile(const GroupReader& own)
{
    if (!own.has("profile")) return std::nullopt;  // no step was made yet, or an earlier version wrote it
    const GroupReader group = own.group("profile");
    RunProfile profile;
    profile.seconds = group.number_attribute("seconds");
    profile.steps = group.integer_attribute("steps");
    profile.agent_steps = group.integer_attribute("agent_steps");
    profile.threads = group.integer_attribute("threads");
    profile.peak_memory_bytes = group.integer_attribute("peak_memory_bytes");
    const GroupReader work = group.group("work");
    for (const std::string& name : work.groups()) {
        const GroupReader its = work.group(name);
        profile.work.push_back(
            {name, its.number_attribute("seconds"), its.text_attribute("per"), its.number_attribute("times")});
    }
    const GroupReader fields = group.group("fields");
    for (const std::string& name : fields.groups()) {
        const GroupReader its = fields.group(name);
        profile.fields.push_back({name, its.number_attribute("seconds"), its.number_attribute("mean_iterations"),
                                  its.integer_attribute("most_iterations")});
    }
    return profile;
}

}  // namespace

RunContents read_index(const GroupReader& root)
{
    FileHeader header = read_header(root, "run");
    const GroupReader own = root.group("trabecula");
    RunContents contents;
    contents.identity = {own.text("title"),    own.text("resolved_scenario"), header.scenario_hash,     header.version,
                         header.git_revision,  own.text("build_options"),     own.text("command_line"), header.seed,
                         read_cell_types(own), std::move(header.branch)};
    contents.grid = header.grid;
    contents.layout.voxels = read_arrays(own);
    contents.frames = read_frames(own);
    contents.series = read_time_series(own);
    contents.final_state_hash = own.text_attribute("final_state_hash");
    contents.profile = read_profile(own);
    return contents;
}

bool is_packed(const GroupReader& index)
{
    return index.has("frames");
}

std::filesystem::path index_path(const std::filesystem::path& run)
{
    std::error_code error;
    if (!std::filesystem::is_directory(run, error)) return run;
    if (!std::filesystem::exists(run / index_name, error))
        throw FileError(fmt::format("{}: holds no run (no file {}); give the folder that `trabecula run` made",
                                    run.string(), index_name));
    return run / index_name;
}

}  // namespace trabecula
