#include "output/run_reader.hpp"

#include "output/file_header.hpp"
#include "output/run_contents.hpp"
#include "output/tissue_file.hpp"

#include "core/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

namespace trabecula {

namespace {

hdf5::GroupReader open_frame(const std::filesystem::path& file, std::size_t frame, bool packed)
{
    const hdf5::GroupReader root = hdf5::open_file(file);
    return packed ? root.group("frames").group(frame_group(frame).substr(8)) : root;
}

}  // namespace

RunReader::RunReader(const std::filesystem::path& run) : index_(index_path(run))
{
    const hdf5::GroupReader root = hdf5::open_file(index_);
    RunContents contents = read_index(root);
    folder_ = index_.has_parent_path() ? index_.parent_path() : std::filesystem::path(".");
    packed_ = is_packed(root);
    title_ = std::move(contents.identity.title);
    scenario_ = std::move(contents.identity.resolved_scenario);
    version_ = std::move(contents.identity.version);
    git_revision_ = std::move(contents.identity.git_revision);
    build_options_ = std::move(contents.identity.build_options);
    command_line_ = std::move(contents.identity.command_line);
    scenario_hash_ = std::move(contents.identity.scenario_hash);
    final_state_hash_ = std::move(contents.final_state_hash);
    seed_ = contents.identity.seed;
    branch_ = std::move(contents.identity.branch);
    grid_ = contents.grid;
    cell_types_ = std::move(contents.identity.cell_types);
    time_series_ = std::move(contents.series);
    profile_ = std::move(contents.profile);
    for (FrameArray& array : contents.layout.voxels)
        voxel_arrays_.push_back({array.group, array.label.name, array.label.unit, array.label.meaning, array.dataset});
    for (const FrameRecord& frame : contents.frames) {
        frame_times_h_.push_back(frame.time_h);
        frame_steps_.push_back(frame.step);
    }
    if (!packed_) check_frames_present();
}

void RunReader::check_frames_present() const
{
    std::error_code error;
    for (std::size_t frame = 0; frame < frame_times_h_.size(); ++frame)
        if (!std::filesystem::exists(frame_file(frame), error))
            throw FileError(fmt::format("{}: is missing, though {} lists it; restore it from a copy, or run again",
                                        frame_file(frame).string(), index_.string()));
}

void RunReader::check_frame(std::size_t frame) const
{
    if (frame >= frame_times_h_.size())
        throw InputError(fmt::format("{}: has no frame {}; it has {}, counted from 0", index_.string(), frame,
                                     frame_times_h_.size()));
}

std::filesystem::path RunReader::frame_file(std::size_t frame) const
{
    return packed_ ? index_ : folder_ / frame_name(frame);
}

std::vector<float> RunReader::voxels(std::size_t frame, const std::string& group, const std::string& name) const
{
    check_frame(frame);
    const auto wanted =
        std::ranges::find_if(voxel_arrays_, [&](const auto& a) { return a.group == group && a.name == name; });
    if (wanted == voxel_arrays_.end()) {
        std::vector<std::string> names;
        for (const VoxelArrayLabel& array : voxel_arrays_) names.push_back(array.group + "/" + array.name);
        throw InputError(fmt::format("{}: has no voxel array {}/{}{}", index_.string(), group, name,
                                     suggestion(group + "/" + name, names)));
    }
    const hdf5::GroupReader arrays = open_frame(frame_file(frame), frame, packed_).group(group);
    const hdf5::Shape expected{static_cast<std::uint64_t>(grid_.nz), static_cast<std::uint64_t>(grid_.ny),
                               static_cast<std::uint64_t>(grid_.nx)};
    if (arrays.info(wanted->dataset).shape != expected) arrays.fail(wanted->dataset, "has another shape than the grid");
    return arrays.read<float>(wanted->dataset);
}

SegmentedBone RunReader::segmented_bone(std::size_t frame) const
{
    check_frame(frame);
    return read_segmented_bone(open_frame(frame_file(frame), frame, packed_).group("tissue"), grid_);
}

FrameAgents RunReader::agents(std::size_t frame) const
{
    check_frame(frame);
    const hdf5::GroupReader group = open_frame(frame_file(frame), frame, packed_).group("agents");
    FrameAgents agents;
    agents.type = group.read<std::uint8_t>("type");
    agents.radius_um = group.read<float>("radius");
    for (const std::int64_t id : group.read<std::int64_t>("id")) agents.id.push_back(std::bit_cast<std::uint64_t>(id));
    const std::size_t count = agents.type.size();
    if (agents.radius_um.size() != count || agents.id.size() != count)
        group.fail("", "has columns of different lengths");
    if (std::ranges::any_of(agents.type, [&](auto type) { return type >= cell_types_.size(); }))
        group.fail("type", "names a cell type that the index does not have");
    agents.position_um.resize(count);
    group.read_into("position", hdf5::NumberType::float32, std::as_writable_bytes(std::span(agents.position_um)));
    return agents;
}

std::vector<std::string> RunReader::agent_columns(std::size_t frame) const
{
    check_frame(frame);
    std::vector<std::string> names;
    for (const FrameArray& array : read_frame_layout(open_frame(frame_file(frame), frame, packed_)).agents)
        if (array.dataset != "id") names.push_back(array.label.name);
    return names;
}

std::vector<double> RunReader::agent_column(std::size_t frame, const std::string& name) const
{
    check_frame(frame);
    const hdf5::GroupReader root = open_frame(frame_file(frame), frame, packed_);
    const std::vector<FrameArray> arrays = read_frame_layout(root).agents;
    for (const FrameArray& array : arrays)
        if (array.label.name == name && array.dataset != "id") return root.group("agents").read<double>(array.dataset);
    throw InputError(fmt::format("{}: its agents have no column {}{}", frame_file(frame).string(), name,
                                 suggestion(name, agent_columns(frame))));
}

}  // namespace trabecula
