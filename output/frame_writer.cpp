#include "output/file_header.hpp"
#include "output/frame_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

namespace trabecula {

namespace {

using hdf5::GroupReader;
using hdf5::GroupWriter;
using hdf5::Shape;

/// Writes the shown columns of some tables to one group. `bytes_of(table, column)` are a column's values in that shape.
template <class BytesOf>
void write_shown_columns(const GroupWriter& group, std::span<const Table* const> tables, const Shape& shape,
                         BytesOf&& bytes_of)
{
    std::vector<std::string> names;
    for (const Table* table : tables)
        for (const ColumnSpec& spec : table->specs()) names.push_back(spec.name);
    const std::vector<std::string> safe = hdf5::safe_names(names);
    auto name = safe.begin();
    for (const Table* table : tables) {
        for (std::size_t c = 0; c < table->column_count(); ++c, ++name) {
            const ColumnSpec& spec = table->specs()[c];
            if (spec.shown == Shown::yes)
                group.write(*name, shown_type(spec.type), shape, bytes_of(*table, c),
                            {spec.name, spec.unit, spec.meaning});
        }
    }
}

void write_table(const GroupWriter& root, const Table& table, const Shape& shape)
{
    write_shown_columns(root.make_group(table.name()), std::array{&table}, shape,
                        [](const Table& its, std::size_t column) { return its.bytes(column); });
}

/// Fields and what is presented, on the tissue's lattice.
void write_fields(const GroupWriter& root, const State& state, const Shape& voxels)
{
    const FieldGrid& lattice = state.fields.lattice;
    std::vector<std::byte> expanded;
    const auto bytes_of = [&](const Table& table, std::size_t column) -> std::span<const std::byte> {
        if (&table != &state.fields.table || lattice.coarsening() == 1) return table.bytes(column);
        const std::size_t size = size_of(table.specs()[column].type);
        const std::byte* from = table.bytes(column).data();
        expanded.resize(lattice.tissue_grid().size() * size);
        for (std::size_t row = 0; row < lattice.tissue_rows(); ++row)
            lattice.for_row(row, [&](std::size_t tissue_voxel, std::size_t field_voxel) {
                std::copy_n(from + field_voxel * size, size, expanded.data() + tissue_voxel * size);
            });
        return expanded;
    };
    write_shown_columns(root.make_group("fields"), std::array{&state.fields.table, &state.presented}, voxels, bytes_of);
}

constexpr std::array<std::string_view, 5> not_per_agent{"position", "vert", "offs", "type_names", "type_offsets"};

std::vector<FrameArray> arrays_in(const GroupReader& root, const std::string& group_name)
{
    const GroupReader group = root.group(group_name);
    std::vector<FrameArray> arrays;
    for (const std::string& name : group.datasets()) {
        if (group_name == "agents" && std::ranges::find(not_per_agent, name) != not_per_agent.end()) continue;
        hdf5::Label label = group.label(name);
        if (label.name.empty()) label.name = name;
        arrays.push_back({group_name, name, std::move(label), group.info(name).type});
    }
    return arrays;
}

}  // namespace

hdf5::NumberType shown_type(ScalarType type)
{
    return type == ScalarType::uint64 ? hdf5::NumberType::int64 : hdf5::number_type(type);
}

std::string frame_name(std::size_t frame)
{
    return fmt::format("frames/{:06}.h5", frame);
}

void write_frame_file(const std::filesystem::path& path, const RunIdentity& identity, const State& state)
{
    const Grid& grid = state.tissue.grid;
    const Shape voxels{static_cast<std::uint64_t>(grid.nz), static_cast<std::uint64_t>(grid.ny),
                       static_cast<std::uint64_t>(grid.nx)};
    hdf5::NewFile file(path);
    const GroupWriter root = file.root();
    write_header(root, "frame", identity, grid);
    root.attribute("step", std::int64_t{raw(state.step)});
    root.attribute("time_h", state.time_h);
    root.attribute("state_hash", state.hash());
    write_table(root, state.tissue.table, voxels);
    write_fields(root, state, voxels);
    write_table(root, state.totals, {state.totals.rows()});
    write_agents(root, identity, state);
    file.commit();
}

FrameRecord read_frame_record(const std::filesystem::path& folder, std::size_t frame)
{
    const std::string name = frame_name(frame);
    const GroupReader root = hdf5::open_file(folder / name);
    read_header(root, "frame");
    return {name,
            static_cast<std::uint32_t>(root.integer_attribute("step")),
            root.number_attribute("time_h"),
            root.group("agents").info("id").shape.at(0),
            root.text_attribute("checksum"),
            root.text_attribute("state_hash")};
}

FrameLayout read_frame_layout(const GroupReader& frame)
{
    FrameLayout layout;
    layout.voxels = arrays_in(frame, "tissue");
    std::ranges::move(arrays_in(frame, "fields"), std::back_inserter(layout.voxels));
    layout.agents = arrays_in(frame, "agents");
    return layout;
}

}  // namespace trabecula
