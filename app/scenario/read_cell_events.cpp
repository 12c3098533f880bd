#include "app/scenario/read_cell_events.hpp"

#include "pharmacology/read_dosing.hpp"

#include "core/nearest_name.hpp"

#include <fmt/format.h>

namespace trabecula {

namespace {

struct MeantCells {
    std::size_t type;
    std::optional<CellState> state;
};

/// Absent where no cell type and no state is called so.
std::optional<MeantCells> find_cells(const std::string& name, const ModelParams& params)
{
    for (std::size_t p = 0; p < params.cells.size(); ++p) {
        const CellParams& cell = params.cells[p];
        if (cell.name == name) return MeantCells{p, std::nullopt};
        for (std::size_t g = 0; g < cell.states.size(); ++g)
            for (std::size_t s = 0; s < cell.states[g].states.size(); ++s)
                if (cell.states[g].states[s] == name) return MeantCells{p, CellState{g, static_cast<std::uint8_t>(s)}};
    }
    return std::nullopt;
}

std::vector<std::string> known_cells(const ModelParams& params)
{
    std::vector<std::string> known;
    for (const CellParams& cell : params.cells) {
        known.push_back(cell.name);
        for (const StateGroup& group : cell.states) known.insert(known.end(), group.states.begin(), group.states.end());
    }
    return known;
}

/// Absent after a problem.
std::optional<MeantCells> read_cells_meant(Section& section, std::string_view key, const ModelParams& params)
{
    const NameInFile name = section.name(key);
    if (name.text.empty()) return std::nullopt;
    const auto cells = find_cells(name.text, params);
    if (!cells) {
        section.problem(key, fmt::format("= \"{}\" is no cell type and no state of one{}", name.text,
                                         suggestion(name.text, known_cells(params))));
        return std::nullopt;
    }
    const CellParams& cell = params.cells[cells->type];
    if (cell.diameter.value <= 0.0) {
        section.problem(key, fmt::format("= \"{}\" is not in this scenario; add [cell.{}]", name.text, cell.name));
        return std::nullopt;
    }
    if (key == "transfer" && cell_types()[cells->type].habitat != Habitat::marrow) {
        section.problem(key, fmt::format("= \"{}\" lives at bone or in it, and cells come into the marrow alone; "
                                         "transfer what becomes it",
                                         name.text));
        return std::nullopt;
    }
    return cells;
}

void read_cell_event(Section& section, Hours duration, ModelParams& params)
{
    const bool brings = section.has("transfer");
    if (brings && section.has("deplete")) {
        section.problem("deplete", "is given besides a transfer; make two interventions of them");
        return section.skip();
    }
    const auto cells = read_cells_meant(section, brings ? "transfer" : "deplete", params);
    constexpr Bounds per_mm3{.least = 0.0, .most = 1e6, .more_than_least = true};
    constexpr Bounds some{.least = 0.0, .most = 1.0, .more_than_least = true};
    const double amount = brings ? section.number_of("density", NumberDensityDimension::name, per_mm3)
                                 : section.number_of("share", NumberDimension::name, some);
    const DoseCourse times = read_schedule(section, duration);
    if (!cells) return;
    params.cell_events.push_back({brings ? CellEvent::Kind::transfer : CellEvent::Kind::depletion, cells->type,
                                  cells->state, amount, times.start, times.every, times.count});
}

}  // namespace

bool is_cell_event(const Section& intervention)
{
    return intervention.has("transfer") || intervention.has("deplete");
}

void read_cell_events(Section& root, Hours duration, ModelParams& params)
{
    Section interventions = root.section_or_empty("intervention");
    for (auto& [name, section] : interventions.named_sections())
        if (is_cell_event(section))
            read_cell_event(section, duration, params);
        else
            section.skip();
}

}  // namespace trabecula
