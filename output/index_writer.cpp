#include "output/file_header.hpp"
#include "output/run_contents.hpp"

#include <fmt/format.h>

#include <functional>

namespace trabecula {

namespace {

using hdf5::GroupWriter;
using hdf5::NumberType;
using hdf5::Shape;
using hdf5::VirtualBlock;

template <class T, class Items, class Member>
std::vector<T> collect(const Items& items, Member member)
{
    std::vector<T> values;
    for (const auto& item : items) values.push_back(static_cast<T>(std::invoke(member, item)));
    return values;
}

void write_arrays(const GroupWriter& root, const FrameLayout& layout)
{
    const GroupWriter group = root.make_group("voxel_arrays");
    group.write_texts("group", collect<std::string>(layout.voxels, &FrameArray::group));
    group.write_texts("dataset", collect<std::string>(layout.voxels, &FrameArray::dataset));
    group.write_texts("name", collect<std::string>(layout.voxels, [](const auto& a) { return a.label.name; }));
    group.write_texts("unit", collect<std::string>(layout.voxels, [](const auto& a) { return a.label.unit; }));
    group.write_texts("meaning", collect<std::string>(layout.voxels, [](const auto& a) { return a.label.meaning; }));
}

void write_profile(const GroupWriter& group, const RunProfile& profile)
{
    group.attribute("seconds", profile.seconds);
    group.attribute("steps", profile.steps);
    group.attribute("agent_steps", profile.agent_steps);
    group.attribute("threads", profile.threads);
    group.attribute("peak_memory_bytes", profile.peak_memory_bytes);
    const GroupWriter work = group.make_group("work");
    for (const WorkProfile& one : profile.work) {
        const GroupWriter its = work.make_group(one.name);
        its.attribute("seconds", one.seconds);
        its.attribute("share", one.share_of(profile.seconds));
        its.attribute("per", one.per);
        its.attribute("times", one.times);
        its.attribute("ns_each", one.ns_each());
    }
    const GroupWriter fields = group.make_group("fields");
    for (const FieldProfile& field : profile.fields) {
        const GroupWriter its = fields.make_group(field.name);
        its.attribute("seconds", field.seconds);
        its.attribute("mean_iterations", field.mean_iterations);
        its.attribute("most_iterations", field.most_iterations);
    }
}

void write_own_group(const GroupWriter& root, const RunContents& contents)
{
    const RunIdentity& identity = contents.identity;
    const GroupWriter own = root.make_group("trabecula");
    own.write_text("title", identity.title);
    own.write_text("resolved_scenario", identity.resolved_scenario);
    own.write_text("build_options", identity.build_options);
    own.write_text("command_line", identity.command_line);
    own.attribute("final_state_hash", contents.final_state_hash);

    const GroupWriter types = own.make_group("cell_types");
    types.write_texts("name", collect<std::string>(identity.cell_types, &CellTypeLabel::name));
    types.write("radius", collect<double>(identity.cell_types, &CellTypeLabel::radius_um),
                {"radius", "um", "of one cell"});
    types.write("weight", collect<double>(identity.cell_types, &CellTypeLabel::weight),
                {"weight", "1", "cells that one agent stands for"});

    const GroupWriter frames = own.make_group("frames");
    frames.write("step", collect<std::uint32_t>(contents.frames, &FrameRecord::step), {"step", "1", "steps completed"});
    frames.write("time_h", collect<double>(contents.frames, &FrameRecord::time_h), {"time", "h", "simulated time"});
    frames.write("agents", collect<std::uint64_t>(contents.frames, &FrameRecord::agents),
                 {"agents", "1", "agents in the frame"});
    frames.write_texts("checksum", collect<std::string>(contents.frames, &FrameRecord::checksum));
    frames.write_texts("state_hash", collect<std::string>(contents.frames, &FrameRecord::state_hash));

    write_arrays(own, contents.layout);
    write_time_series(own, contents.series);
    if (contents.profile) write_profile(own.make_group("profile"), *contents.profile);
}

/// Writes the part of a run that VTKHDF's readers see.
class VtkhdfWriter {
  public:
    VtkhdfWriter(const RunContents& contents, FramePlace place) : contents_(contents), place_(place) {}

    void write(const GroupWriter& root) const
    {
        const GroupWriter top = root.make_group("VTKHDF");
        top.attribute("Version", std::vector<std::int64_t>{2, 1});
        top.attribute("Type", "PartitionedDataSetCollection");
        write_fields(top.make_group("fields"));
        write_agents(top.make_group("agents"));
        const GroupWriter assembly = top.make_group("Assembly");
        assembly.link("fields", "/VTKHDF/fields");
        assembly.link("agents", "/VTKHDF/agents");
    }

  private:
    std::uint64_t frame_count() const { return contents_.frames.size(); }

    VirtualBlock block(std::size_t frame, const std::string& dataset) const
    {
        if (place_ == FramePlace::inside) return {".", frame_group(frame) + dataset, {}, {}, {}};
        return {contents_.frames[frame].file, dataset, {}, {}, {}};
    }

    GroupWriter write_steps(const GroupWriter& group) const
    {
        const GroupWriter steps = group.make_group("Steps");
        steps.attribute("NSteps", static_cast<std::int64_t>(frame_count()));
        steps.write("Values", collect<double>(contents_.frames, &FrameRecord::time_h));
        return steps;
    }

    void write_fields(const GroupWriter& group) const
    {
        const Grid& grid = contents_.grid;
        group.attribute("Version", std::vector<std::int64_t>{2, 0});
        group.attribute("Type", "ImageData");
        group.attribute("Index", std::int64_t{0});
        group.attribute("WholeExtent", std::vector<std::int64_t>{0, grid.nx, 0, grid.ny, 0, grid.nz});
        group.attribute("Origin", std::vector<double>{0.0, 0.0, 0.0});
        group.attribute("Spacing", std::vector<double>(3, grid.spacing.value));
        group.attribute("Direction", std::vector<double>{1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0});

        const GroupWriter cells = group.make_group("CellData");
        const Shape voxels{static_cast<std::uint64_t>(grid.nz), static_cast<std::uint64_t>(grid.ny),
                           static_cast<std::uint64_t>(grid.nx)};
        const Shape whole{frame_count(), voxels[0], voxels[1], voxels[2]};
        const std::vector<std::string> names = shown_names(contents_.layout.voxels);
        for (std::size_t a = 0; a < names.size(); ++a) {
            const FrameArray& array = contents_.layout.voxels[a];
            std::vector<VirtualBlock> blocks;
            for (std::size_t t = 0; t < frame_count(); ++t) {
                blocks.push_back(block(t, "/" + array.group + "/" + array.dataset));
                blocks.back().source_shape = voxels;
                blocks.back().corner = {t, 0, 0, 0};
                blocks.back().extent = {1, voxels[0], voxels[1], voxels[2]};
            }
            cells.write_virtual(names[a], array.type, whole, blocks, array.label);
        }
        write_steps(group);
    }

    /// The rows of all frames one after the other; each frame has `extra` rows more than agents.
    void write_flat(const GroupWriter& group, const std::string& name, const std::string& dataset, NumberType type,
                    std::uint64_t columns, std::uint64_t extra, const hdf5::Label& label = {}) const
    {
        const auto with_columns = [&](std::uint64_t first) {
            return columns == 1 ? Shape{first} : Shape{first, columns};
        };
        std::vector<VirtualBlock> blocks;
        std::uint64_t row = 0;
        for (std::size_t t = 0; t < frame_count(); ++t) {
            const std::uint64_t rows = contents_.frames[t].agents + extra;
            blocks.push_back(block(t, "/agents/" + dataset));
            blocks.back().source_shape = blocks.back().extent = with_columns(rows);
            blocks.back().corner = columns == 1 ? Shape{row} : Shape{row, 0};
            row += rows;
        }
        group.write_virtual(name, type, with_columns(row), blocks, label);
    }

    void write_agents(const GroupWriter& group) const
    {
        group.attribute("Version", std::vector<std::int64_t>{2, 0});
        group.attribute("Type", "PolyData");
        group.attribute("Index", std::int64_t{1});
        const auto counts = collect<std::int64_t>(contents_.frames, &FrameRecord::agents);
        group.write("NumberOfPoints", counts);
        write_flat(group, "Points", "position", NumberType::float32, 3, 0);

        const GroupWriter points = group.make_group("PointData");
        const std::vector<std::string> names = shown_names(contents_.layout.agents);
        for (std::size_t a = 0; a < names.size(); ++a) {
            const FrameArray& array = contents_.layout.agents[a];
            write_flat(points, names[a], array.dataset, array.type, 1, 0, array.label);
        }
        write_vertices(group.make_group("Vertices"), counts);
        for (const char* kind : {"Lines", "Polygons", "Strips"}) write_no_cells(group.make_group(kind));
        write_agent_steps(group, counts);
    }

    void write_vertices(const GroupWriter& group, const std::vector<std::int64_t>& counts) const
    {
        group.write("NumberOfCells", counts);
        group.write("NumberOfConnectivityIds", counts);
        write_flat(group, "Connectivity", "vert", NumberType::int64, 1, 0);
        write_flat(group, "Offsets", "offs", NumberType::int64, 1, 1);
    }

    void write_no_cells(const GroupWriter& group) const
    {
        const std::vector<std::int64_t> zeros(frame_count(), 0);
        group.write("NumberOfCells", zeros);
        group.write("NumberOfConnectivityIds", zeros);
        group.write("Connectivity", std::vector<std::int64_t>{});
        group.write("Offsets", zeros);
    }

    void write_agent_steps(const GroupWriter& group, const std::vector<std::int64_t>& counts) const
    {
        std::vector<std::int64_t> part;
        std::vector<std::int64_t> first_point;
        std::vector<std::int64_t> first_cell;  // per step: vertices, lines, polygons, strips
        std::int64_t points = 0;
        for (std::size_t t = 0; t < counts.size(); ++t) {
            part.push_back(static_cast<std::int64_t>(t));
            first_point.push_back(points);
            first_cell.insert(first_cell.end(), {points, 0, 0, 0});
            points += counts[t];
        }
        const GroupWriter steps = write_steps(group);
        steps.write("PartOffsets", part);
        steps.write("NumberOfParts", std::vector<std::int64_t>(counts.size(), 1));
        steps.write("PointOffsets", first_point);
        const auto bytes = std::as_bytes(std::span(first_cell));
        steps.write("CellOffsets", NumberType::int64, {frame_count(), 4}, bytes);
        steps.write("ConnectivityIdOffsets", NumberType::int64, {frame_count(), 4}, bytes);
    }

    const RunContents& contents_;
    FramePlace place_;
};

}  // namespace

std::string frame_group(std::size_t frame)
{
    return fmt::format("/frames/{:06}", frame);
}

std::vector<std::string> shown_names(const std::vector<FrameArray>& arrays)
{
    return hdf5::safe_names(collect<std::string>(arrays, &FrameArray::dataset));
}

void write_index(const GroupWriter& root, const RunContents& contents, FramePlace place)
{
    write_header(root, "run", contents.identity, contents.grid);
    write_own_group(root, contents);
    if (!contents.frames.empty()) VtkhdfWriter(contents, place).write(root);
}

}  // namespace trabecula
