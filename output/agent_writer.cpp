#include "output/file_header.hpp"
#include "output/frame_file.hpp"

#include "core/random.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace trabecula {

namespace {

using hdf5::GroupWriter;
using hdf5::NumberType;

constexpr double jitter_range = 0.9;  // of a voxel

/// Where an agent is drawn: in its voxel, off the centre by a hash of its id, so that agents that share a voxel do not
/// cover each other and each keeps its place in the voxel for life.
std::array<float, 3> drawn_position(const Grid& grid, VoxelId voxel, CellId id)
{
    const Vector3 centre = grid.centre_um(grid.voxel(voxel));
    const auto offset = [&](std::uint64_t axis) {
        return (static_cast<double>(mix(raw(id), axis) >> 11U) * 0x1p-53 - 0.5) * jitter_range * grid.spacing.value;
    };
    return {static_cast<float>(centre.x + offset(0)), static_cast<float>(centre.y + offset(1)),
            static_cast<float>(centre.z + offset(2))};
}

std::vector<float> radii_um(const Table& table, double radius_um)
{
    std::vector<float> radii(table.rows(), static_cast<float>(radius_um));
    if (const auto nuclei = table.find("nuclei"))
        for (std::size_t row = 0; row < radii.size(); ++row)
            radii[row] = static_cast<float>(radius_um * std::cbrt(std::max(1.0, table.number(*nuclei, row))));
    return radii;
}

/// The first declaration of every shown column of any population, the identity left out.
std::vector<ColumnSpec> union_of_columns(const std::vector<Population>& populations)
{
    std::vector<ColumnSpec> all;
    for (const Population& population : populations)
        for (const ColumnSpec& spec : population.table.specs())
            if (spec.shown == Shown::yes && spec.name != "id" &&
                std::ranges::find(all, spec.name, &ColumnSpec::name) == all.end())
                all.push_back(spec);
    return all;
}

void write_exact(const GroupWriter& group, const std::string& dataset, const ColumnSpec& spec,
                 const std::vector<Population>& populations, std::size_t agents)
{
    std::vector<std::byte> values;
    values.reserve(agents * size_of(spec.type));
    for (const Population& population : populations) {
        const auto bytes = population.table.bytes(*population.table.find(spec.name));
        values.insert(values.end(), bytes.begin(), bytes.end());
    }
    group.write(dataset, shown_type(spec.type), {agents}, values, {spec.name, spec.unit, spec.meaning});
}

void write_with_gaps(const GroupWriter& group, const std::string& dataset, const ColumnSpec& spec,
                     const std::vector<Population>& populations, std::size_t agents)
{
    std::vector<float> values;
    values.reserve(agents);
    for (const Population& population : populations) {
        const auto column = population.table.find(spec.name);
        for (std::size_t row = 0; row < population.size(); ++row)
            values.push_back(column ? static_cast<float>(population.table.number(*column, row))
                                    : std::numeric_limits<float>::quiet_NaN());
    }
    group.write(dataset, values, {spec.name, spec.unit, spec.meaning});
}

void write_own_columns(const GroupWriter& group, const std::vector<Population>& populations, std::size_t agents)
{
    const std::vector<ColumnSpec> columns = union_of_columns(populations);
    const std::vector<std::string> common{"position", "type", "radius",     "weight",      "id",
                                          "vert",     "offs", "type_names", "type_offsets"};
    std::vector<std::string> names = common;
    for (const ColumnSpec& spec : columns) names.push_back(spec.name);
    const std::vector<std::string> safe = hdf5::safe_names(names);

    for (std::size_t i = 0; i < columns.size(); ++i) {
        const ColumnSpec& spec = columns[i];
        const bool everywhere = std::ranges::all_of(populations, [&](const Population& population) {
            const auto column = population.table.find(spec.name);
            return column && population.table.specs()[*column].type == spec.type;
        });
        const std::string& dataset = safe[common.size() + i];
        if (everywhere)
            write_exact(group, dataset, spec, populations, agents);
        else
            write_with_gaps(group, dataset, spec, populations, agents);
    }
}

std::vector<std::int64_t> counting(std::size_t count)
{
    std::vector<std::int64_t> numbers(count);
    std::iota(numbers.begin(), numbers.end(), std::int64_t{0});
    return numbers;
}

}  // namespace

void write_agents(const GroupWriter& root, const RunIdentity& identity, const State& state)
{
    const std::vector<Population>& populations = state.populations;
    if (identity.cell_types.size() != populations.size())
        throw std::logic_error(fmt::format("{} cell types are labelled, but the state has {} populations",
                                           identity.cell_types.size(), populations.size()));
    std::vector<float> position;
    std::vector<std::uint8_t> type;
    std::vector<float> radius;
    std::vector<float> weight;
    std::vector<std::int64_t> id;
    std::vector<std::string> type_names;
    std::vector<std::int64_t> type_offsets{0};
    std::size_t agents = 0;
    for (const Population& population : populations) agents += population.size();
    position.reserve(3 * agents);
    type.reserve(agents);
    radius.reserve(agents);
    weight.reserve(agents);
    id.reserve(agents);
    for (std::size_t t = 0; t < populations.size(); ++t) {
        const Population& population = populations[t];
        const auto ids = population.table[population.id];
        const auto voxels = population.table[population.voxel];
        for (std::size_t row = 0; row < population.size(); ++row) {
            const auto at = drawn_position(state.tissue.grid, voxels[row], ids[row]);
            position.insert(position.end(), at.begin(), at.end());
            id.push_back(std::bit_cast<std::int64_t>(raw(ids[row])));
        }
        const auto radii = radii_um(population.table, identity.cell_types[t].radius_um);
        radius.insert(radius.end(), radii.begin(), radii.end());
        type.insert(type.end(), population.size(), static_cast<std::uint8_t>(t));
        weight.insert(weight.end(), population.size(), static_cast<float>(identity.cell_types[t].weight));
        type_names.push_back(identity.cell_types[t].name);
        type_offsets.push_back(static_cast<std::int64_t>(id.size()));
    }

    const GroupWriter group = root.make_group("agents");
    group.write("position", NumberType::float32, {id.size(), 3}, std::as_bytes(std::span(position)),
                {"position", "um", "centre as drawn: in the agent's voxel, moved from its centre by a hash of the id"});
    group.write("type", type, {"type", "1", "index into type_names"});
    group.write("radius", radius, {"radius", "um", "radius of one cell, as drawn"});
    group.write("weight", weight, {"weight", "1", "cells that the agent stands for"});
    group.write("id", id, {"id", "1", "identity for life: the bits of an unsigned 64-bit number"});
    write_own_columns(group, populations, id.size());
    group.write("vert", counting(id.size()), {"vert", "1", "0, 1, ..., n-1: connectivity of the points, for VTK"});
    group.write("offs", counting(id.size() + 1), {"offs", "1", "0, 1, ..., n: offsets of the points, for VTK"});
    group.write("type_offsets", type_offsets,
                {"type_offsets", "1", "rows of type i: type_offsets[i] to type_offsets[i+1]"});
    group.write_texts("type_names", type_names);
}

}  // namespace trabecula
