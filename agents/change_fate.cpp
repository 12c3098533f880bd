#include "agents/event.hpp"
#include "agents/placement.hpp"
#include "agents/stages.hpp"
#include "agents/touched_surface.hpp"

#include "core/collect.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <vector>

namespace trabecula {

namespace {

/// A cell whose fate changes in this step, and by which of its type's changes: first those of state, then of type.
struct Change {
    std::size_t row;
    std::size_t which;
};

float rate_of(const Workspace& work, std::size_t p, std::size_t which, std::size_t row)
{
    const CellParams& params = work.params.cells[p];
    const std::size_t states = params.become_state.size();
    const std::size_t behaviour =
        which < states ? params.become_state[which].behaviour : params.become_type[which - states].behaviour;
    return work.rate(p, behaviour)[row];
}

/// Changes that a cell is in already are none.
bool is_change(const Workspace& work, std::size_t p, std::size_t which, std::size_t row)
{
    const auto& into_states = work.params.cells[p].become_state;
    if (which >= into_states.size()) return true;
    const StateChange& change = into_states[which];
    return work.state.populations[p].table[work.rules[p].states[change.group]][row] != change.state;
}

/// Cells to which some change happens: changes compete by their rates.
std::vector<Change> draw_changes(const Workspace& work, std::size_t p)
{
    const CellParams& params = work.params.cells[p];
    const std::size_t changes = params.become_state.size() + params.become_type.size();
    const Population& cells = work.state.populations[p];
    const auto id = cells.table[cells.id];
    return collect<Change>(cells.size(), [&](std::size_t row, std::vector<Change>& found) {
        double total = 0.0;
        for (std::size_t c = 0; c < changes; ++c)
            if (is_change(work, p, c, row)) total += double{rate_of(work, p, c, row)};
        if (total <= 0.0) return;
        RandomStream random = work.random(id[row], Purpose::become);
        double drawn = random.uniform() * total;
        if (!happens_within(random, total, work.step_h())) return;
        std::size_t last = changes;
        for (std::size_t c = 0; c < changes && drawn >= 0.0; ++c) {
            if (!is_change(work, p, c, row) || rate_of(work, p, c, row) <= 0.0F) continue;
            last = c;
            drawn -= double{rate_of(work, p, c, row)};
        }
        found.push_back({row, last});
    });
}

/// Where cells settle on the surface: not under an osteoclast, and osteoblasts only as many as have room.
class Surface {
  public:
    explicit Surface(const Workspace& work)
        : work_(work),
          most_osteoblasts_(
              most_per_voxel(work.params.cells[index(Cell::osteoblast)], Habitat::surface, work.state.tissue.grid)),
          standing_(work.state.populations[index(Cell::osteoblast)].size())
    {}

    bool has_room(std::size_t population, VoxelId at) const
    {
        if (work_.touches_bone[raw(at)] == 0 || work_.taken[raw(at)] == taken_by_osteoclast) return false;
        return population != index(Cell::osteoblast) || osteoblasts(at) < most_osteoblasts_;
    }

    void settle(std::size_t population, VoxelId at)
    {
        if (population == index(Cell::osteoblast)) ++settled_[at];
    }

  private:
    std::uint32_t osteoblasts(VoxelId at) const
    {
        const Population& cells = work_.state.populations[index(Cell::osteoblast)];
        const auto voxel = cells.table[cells.voxel].first(standing_);
        const auto [first, last] = std::equal_range(voxel.begin(), voxel.end(), at);
        const auto more = settled_.find(at);
        return static_cast<std::uint32_t>(last - first) + (more == settled_.end() ? 0 : more->second);
    }

    const Workspace& work_;
    std::uint32_t most_osteoblasts_;
    std::size_t standing_;  // osteoblasts in order of their voxels; those that settle now stand behind them
    std::map<VoxelId, std::uint32_t> settled_;
};

void change_state(Workspace& work, std::size_t p, std::size_t row, const StateChange& change)
{
    work.state.populations[p].table[work.rules[p].states[change.group]][row] = change.state;
}

/// One cell becomes one of another type, where there is room for it; else it stays what it is.
void change_type(Workspace& work, std::size_t p, std::size_t row, std::size_t type, Surface& surface)
{
    const Population& cells = work.state.populations[p];
    const bool to_surface = cell_types()[type].habitat == Habitat::surface;
    const VoxelId from = cells.table[cells.voxel][row];
    const VoxelId at = to_surface ? touched_free_surface(work, from).value_or(from) : from;
    if (to_surface ? !surface.has_room(type, at) : !has_room(work, type, at)) return;
    if (to_surface)
        surface.settle(type, at);
    else
        work.occupancy.take(at, work.params.cells[type].agent_um3());
    const CellId id = work.ids.descendant(cells.table[cells.id][row], work.state.step, 2);
    const std::size_t now = work.add_cell(type, id, at);
    work.inherit(p, row, type, now);
    work.gone[p][row] = 1;
    work.state.totals[work.totals.died[p]][0] += work.params.cells[p].weight;
    work.state.totals[work.totals.born[type]][0] += work.params.cells[type].weight;
}

/// Lowest hash of id and step first.
void sort_by_rank(const Workspace& work, std::size_t p, std::vector<Change>& changes)
{
    const Population& cells = work.state.populations[p];
    const auto id = cells.table[cells.id];
    const auto rank = [&](const Change& change) {
        return std::tuple(work.rank(id[change.row], Purpose::become), id[change.row]);
    };
    std::ranges::sort(changes, [&](const Change& a, const Change& b) { return rank(a) < rank(b); });
}

}  // namespace

void change_fate(Workspace& work)
{
    Surface surface(work);
    for (std::size_t p = 0; p < work.state.populations.size(); ++p) {
        const CellParams& params = work.params.cells[p];
        const std::size_t states = params.become_state.size();
        if (states + params.become_type.size() == 0) continue;
        std::vector<Change> changes = draw_changes(work, p);
        sort_by_rank(work, p, changes);
        for (const auto& [row, which] : changes) {
            if (which < states)
                change_state(work, p, row, params.become_state[which]);
            else
                change_type(work, p, row, params.become_type[which - states].type, surface);
        }
    }
    work.remove_gone();
}

}  // namespace trabecula
