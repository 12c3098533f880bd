#include "agents/placement.hpp"

#include "lattice/cube_about.hpp"

#include "core/error.hpp"
#include "core/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace trabecula {

namespace {

std::string_view lives_in(Habitat habitat)
{
    switch (habitat) {
        case Habitat::marrow:
            return "marrow";
        case Habitat::surface:
            return "marrow at the face of bone";
        case Habitat::bone:
            return "bone";
    }
    return {};
}

std::string_view found_in(const Workspace& work, VoxelId voxel)
{
    switch (work.state.tissue.table[work.state.tissue.material][raw(voxel)]) {
        case Material::bone:
            return "bone";
        case Material::outside:
            return "outside the sample";
        case Material::marrow:
            break;
    }
    return work.touches_bone[raw(voxel)] != 0 ? "marrow at the face of bone" : "marrow away from bone";
}

std::string at(const Vector3& p)
{
    return fmt::format("({:g}, {:g}, {:g}) um", p.x, p.y, p.z);
}

/// Where the nearest voxel is that a cell type lives in, within 5 voxels; to help with a misplaced cell.
std::string nearest_home(const Workspace& work, Habitat habitat, VoxelId from)
{
    const Grid& grid = work.state.tissue.grid;
    constexpr int reach = 5;
    std::optional<std::pair<int, VoxelId>> best;
    for_cube_about(grid, from, reach, [&](VoxelId voxel, int distance2) {
        if (!is_home(work, habitat, voxel)) return;
        const std::pair near{distance2, voxel};
        if (!best || near < *best) best = near;
    });
    if (!best) return "; there is none within 5 voxels";
    return fmt::format("; the nearest is at {}", at(grid.centre_um(grid.voxel(best->second))));
}

/// Fills a table's cells into a workspace, and gathers what is wrong with it.
class TablePlacement {
  public:
    TablePlacement(Workspace& work, const CellTable& table) : work_(work), table_(table) { find_columns(); }

    void place_all()
    {
        for (const SeededCell& cell : table_.cells) place_one(cell);
        problems_.throw_if_any();
    }

  private:
    Table& state_of(std::size_t type) { return work_.state.populations[type].table; }

    void wrong(const SeededCell& cell, std::string message) { wrong(cell, cell.column, std::move(message)); }
    void wrong(const SeededCell& cell, int column, std::string message)
    {
        problems_.add({table_.file.string(), cell.line, column}, std::move(message));
    }

    std::vector<std::string> settable(std::size_t type)
    {
        std::vector<std::string> names;
        for (const ColumnSpec& spec : state_of(type).specs())
            if (spec.role == Role::state && spec.name != "id" && spec.name != "voxel") names.push_back(spec.name);
        return names;
    }

    void find_columns()
    {
        columns_.resize(work_.state.populations.size());
        std::vector<std::string> known;
        for (std::size_t type = 0; type < columns_.size(); ++type) {
            const std::vector<std::string> names = settable(type);
            known.insert(known.end(), names.begin(), names.end());
            for (const std::string& attribute : table_.attributes)
                columns_[type].push_back(
                    std::ranges::find(names, attribute) == names.end() ? std::nullopt : state_of(type).find(attribute));
        }
        std::ranges::sort(known);
        known.erase(std::unique(known.begin(), known.end()), known.end());
        for (const std::string& attribute : table_.attributes)
            if (std::ranges::find(known, attribute) == known.end())
                problems_.add({table_.file.string()}, fmt::format("no cell type has an attribute \"{}\"{}", attribute,
                                                                  suggestion(attribute, known)));
    }

    void place_one(const SeededCell& cell)
    {
        const Grid& grid = work_.state.tissue.grid;
        const CellType& type = cell_types()[cell.type];
        const auto along = [&](double um) { return std::floor(um / grid.spacing.value); };
        const Vector3& p = cell.position_um;
        if (!(along(p.x) >= 0 && along(p.x) < grid.nx && along(p.y) >= 0 && along(p.y) < grid.ny && along(p.z) >= 0 &&
              along(p.z) < grid.nz))
            return wrong(cell, fmt::format("{} is beyond the box, which ends at {}", at(p),
                                           at({grid.nx * grid.spacing.value, grid.ny * grid.spacing.value,
                                               grid.nz * grid.spacing.value})));
        const Voxel v{static_cast<int>(along(p.x)), static_cast<int>(along(p.y)), static_cast<int>(along(p.z))};
        const VoxelId voxel = grid.id(v);
        if (!is_home(work_, type.habitat, voxel))
            return wrong(cell,
                         fmt::format("{} at {} is in {}; it lives in {}{}", type.name, at(p), found_in(work_, voxel),
                                     lives_in(type.habitat), nearest_home(work_, type.habitat, voxel)));
        if (!has_room(work_, cell.type, voxel))
            return wrong(cell, fmt::format("{} at {} finds no room: the cells before it fill the {:g} um of marrow "
                                           "about it (bone.packing); give fewer cells there",
                                           type.name, at(p), work_.params.bone.packing.value));
        set_attributes(cell, place(work_, cell.type, voxel, ordinals_[{cell.type, voxel}]++));
    }

    void set_attributes(const SeededCell& cell, std::size_t row)
    {
        for (const SeededCell::Attribute& given : cell.attributes) {
            const std::string& name = table_.attributes[given.name];
            const auto column = columns_[cell.type][given.name];
            if (!column)
                wrong(cell, given.column,
                      fmt::format("{} has no attribute {}{}; leave the field empty", cell_types()[cell.type].name, name,
                                  suggestion(name, settable(cell.type))));
            else if (!holds(cell.type, name, given.value))
                wrong(cell, given.column,
                      fmt::format("{} = {:g} is out of range: it must be {}", name, given.value,
                                  rule_of(cell.type, name)));
            else
                state_of(cell.type).set_number(*column, row, given.value);
        }
    }

    bool is_node(std::size_t type, const std::string& name) const
    {
        return std::ranges::any_of(work_.params.cells[type].rulebook.nodes(),
                                   [&](const NodeSpec& node) { return node.rule.name.text == name; });
    }

    bool counts_nuclei(std::size_t type, const std::string& name) const
    {
        return type == index(Cell::osteoclast) && name == "nuclei";
    }

    std::string rule_of(std::size_t type, const std::string& name) const
    {
        if (is_node(type, name)) return "between 0 and 1, the activity of a pathway node";
        if (counts_nuclei(type, name))
            return fmt::format("a whole number from 1 to {} (bone.most_nuclei)", work_.params.bone.most_nuclei);
        return "at least 0";
    }

    bool holds(std::size_t type, const std::string& name, double value) const
    {
        if (is_node(type, name)) return value >= 0.0 && value <= 1.0;
        if (counts_nuclei(type, name))
            return value >= 1.0 && value <= static_cast<double>(work_.params.bone.most_nuclei) &&
                   value == std::floor(value);
        return value >= 0.0 && std::isfinite(value);
    }

    Workspace& work_;
    const CellTable& table_;
    Problems problems_;
    std::vector<std::vector<std::optional<std::size_t>>> columns_;  // per type and attribute: column of its state
    std::map<std::pair<std::size_t, VoxelId>, std::uint32_t> ordinals_;
};

}  // namespace

void place_table(Workspace& work, const CellTable& table)
{
    TablePlacement(work, table).place_all();
}

}  // namespace trabecula
