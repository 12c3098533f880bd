#include "agents/arrivals.hpp"
#include "agents/stages.hpp"

#include <algorithm>

namespace trabecula {

namespace {

bool is_meant(const Workspace& work, const CellEvent& event, std::size_t row)
{
    if (!event.state) return true;
    const Column<std::uint8_t> group = work.rules[event.type].states[event.state->group];
    return work.state.populations[event.type].table[group][row] == event.state->state;
}

void deplete(Workspace& work, const CellEvent& event)
{
    const Population& cells = work.state.populations[event.type];
    const auto id = cells.table[cells.id];
    std::vector<std::uint8_t>& gone = work.gone[event.type];
    gone.assign(cells.size(), 0);
    double taken = 0.0;
    for (std::size_t row = 0; row < cells.size(); ++row) {
        if (!is_meant(work, event, row) || work.random(id[row], Purpose::deplete).uniform() >= event.amount) continue;
        gone[row] = 1;
        taken += work.params.cells[event.type].weight;
    }
    work.state.totals[work.totals.died[event.type]][0] += taken;
    work.remove_gone();
}

void transfer(Workspace& work, std::size_t number)
{
    const CellEvent& event = work.params.cell_events[number];
    const std::size_t first =
        bring_cells(work, {event.type, event.amount, Purpose::transfer, static_cast<std::uint32_t>(number + 1)});
    if (event.state) {
        const auto states = work.state.populations[event.type].table[work.rules[event.type].states[event.state->group]];
        std::fill(states.begin() + static_cast<std::ptrdiff_t>(first), states.end(), event.state->state);
    }
    work.sort_population(event.type);
}

}  // namespace

void treat_cells(Workspace& work)
{
    for (std::size_t e = 0; e < work.params.cell_events.size(); ++e) {
        const CellEvent& event = work.params.cell_events[e];
        if (!event.happens_in(work.state.time_h, work.step_h())) continue;
        if (event.kind == CellEvent::Kind::depletion)
            deplete(work, event);
        else
            transfer(work, e);
    }
}

}  // namespace trabecula
