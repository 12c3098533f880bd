#include "agents/labels.hpp"

#include "agents/histomorphometry.hpp"
#include "agents/stages.hpp"

#include <algorithm>
#include <cmath>

namespace trabecula {

namespace {

Table& osteoblast_table(State& state)
{
    return state.populations[index(Cell::osteoblast)].table;
}

/// The osteoblasts that form now and did so at the last label, and the bone that they formed since.
struct Marked {
    std::vector<CellDisc> cells;
    double formed_um3 = 0.0;
};

Marked marked_twice(const Workspace& work, std::span<const CellDisc> forming)
{
    const Population& cells = work.state.populations[index(Cell::osteoblast)];
    const auto id = cells.table[cells.id];
    const auto labelled = cells.table[work.labels->labelled];
    const auto formed_um3 = cells.table[work.labels->formed_um3];
    Marked marked;
    std::size_t row = 0;
    for (const CellDisc& cell : forming) {  // in the order of the rows
        while (id[row] != cell.id) ++row;
        if (labelled[row] == 0) continue;
        marked.cells.push_back(cell);
        marked.formed_um3 += double{formed_um3[row]};
    }
    return marked;
}

void mark(Workspace& work, std::span<const CellDisc> forming)
{
    Table& table = osteoblast_table(work.state);
    const auto id = table[work.cells(Cell::osteoblast).id];
    const auto labelled = table[work.labels->labelled];
    std::ranges::fill(labelled, std::uint8_t{0});
    std::ranges::fill(table[work.labels->formed_um3], 0.0F);
    std::size_t row = 0;
    for (const CellDisc& cell : forming) {
        while (id[row] != cell.id) ++row;
        labelled[row] = 1;
    }
}

}  // namespace

std::uint32_t steps_between_labels(const ModelParams& params)
{
    return static_cast<std::uint32_t>(std::max(1LL, std::llround(params.label_interval / params.step)));
}

LabelColumns::LabelColumns(State& state)
    : labelled(osteoblast_table(state).declare<std::uint8_t>(
          {"labelled", "1", "1: formed bone when the last label was given"})),
      formed_um3(osteoblast_table(state).declare<float>({"formed", "um3", "bone formed since the last label"}))
{
    const auto total = [&](std::string name, std::string unit, std::string meaning) {
        return state.totals.declare<double>({"label." + std::move(name), std::move(unit), std::move(meaning)});
    };
    pairs = total("pairs", "1", "labels that came after another one");
    last_um2 = total("last", "um2", "surface that the last label marked");
    double_um2 = total("double", "um2", "surface that the last two labels marked both");
    single_um2 = total("single", "um2", "surface that one of the last two labels marked alone");
    surface_um2 = total("surface", "um2", "bone surface when the last label was given");
    apart_um = total("apart", "um", "mean distance between the last two labels");
}

void give_label(Workspace& work)
{
    if (!work.labels) return;
    const std::uint32_t every = steps_between_labels(work.params);
    const std::uint32_t steps = raw(work.state.step) + 1;  // this one included
    if (steps % every != 0) return;
    const auto total = [&](Column<double> column) -> double& { return work.state.totals[column][0]; };
    const LabelColumns& labels = *work.labels;
    const BoneSurface surface(work.state.tissue);
    const std::vector<CellDisc> forming = osteoblast_discs(work, Osteoblasts::that_form);
    const double now_um2 = covered_um2(surface, covered_shares(surface, forming));
    if (steps > every) {
        const Marked both = marked_twice(work, forming);
        const double both_um2 = covered_um2(surface, covered_shares(surface, both.cells));
        total(labels.pairs) += 1.0;
        total(labels.double_um2) = both_um2;
        total(labels.single_um2) = std::max(0.0, total(labels.last_um2) + now_um2 - 2.0 * both_um2);
        total(labels.surface_um2) = surface.total_um2;
        total(labels.apart_um) = both_um2 > 0.0 ? both.formed_um3 / both_um2 : 0.0;
    }
    total(labels.last_um2) = now_um2;
    mark(work, forming);
}

}  // namespace trabecula
