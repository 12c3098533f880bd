#include "agents/observables.hpp"

#include "agents/histology_observables.hpp"
#include "agents/markers.hpp"

#include "core/parallel.hpp"

#include <algorithm>
#include <numeric>

namespace trabecula {

namespace {

constexpr double mm3_um3 = 1e9;

double marrow_mean(const TissueModel& model, Column<float> column)
{
    struct Sum {
        double total = 0.0;
        double voxels = 0.0;
    };
    const State& state = model.state();
    const auto material = state.fields.lattice.materials(state.tissue.table[state.tissue.material]);
    const auto c = state.fields.table[column];
    const Sum sum = reduce_blocks(
        c.size(), 65536, Sum{},
        [&](std::size_t begin, std::size_t end) {
            Sum part;
            for (std::size_t i = begin; i < end; ++i) {
                if (material[i] != Material::marrow) continue;
                part.total += double{c[i]};
                part.voxels += 1.0;
            }
            return part;
        },
        [](Sum a, Sum b) {
            return Sum{a.total + b.total, a.voxels + b.voxels};
        });
    return sum.voxels > 0.0 ? sum.total / sum.voxels : 0.0;
}

double cells_in_state(const TissueModel& model, std::size_t population, std::size_t group, std::size_t state)
{
    const Workspace& work = model.workspace();
    const auto states = work.state.populations[population].table[work.rules[population].states[group]];
    return static_cast<double>(std::ranges::count(states, static_cast<std::uint8_t>(state))) *
           model.params().cells[population].weight;
}

/// 0 where there is no cell.
double mean_activity(const TissueModel& model, std::size_t population, std::size_t node)
{
    const Workspace& work = model.workspace();
    const auto activity = work.state.populations[population].table[work.rules[population].nodes[node]];
    const double sum = std::accumulate(activity.begin(), activity.end(), 0.0);
    return activity.empty() ? 0.0 : sum / static_cast<double>(activity.size());
}

/// Of a drug that bone stores, over the volume of all bone.
double mean_in_bone(const Observation& now, std::size_t drug)
{
    const Tissue& tissue = now.model.state().tissue;
    const auto stored = tissue.table[now.model.workspace().stored_drugs[drug].stored_pM];
    const double sum = std::accumulate(stored.begin(), stored.end(), 0.0);
    return ratio(sum * tissue.grid.voxel_um3(), now.histology.bone_um3);
}

/// What osteocytes feel at the habitual load; 0 where there is none.
double mean_strain(const Observation& now)
{
    const Workspace& work = now.model.workspace();
    const Population& osteocytes = work.state.populations[index(Cell::osteocyte)];
    const auto strain = work.state.fields.table[*work.habitual_strain];
    double sum = 0.0;
    for (const VoxelId voxel : osteocytes.table[osteocytes.voxel])
        sum += double{strain[work.state.fields.lattice.index(voxel)]};
    return ratio(sum, static_cast<double>(osteocytes.size()));
}

double osteoclast_nuclei(const Observation& now)
{
    const Workspace& work = now.model.workspace();
    const auto nuclei = work.state.populations[index(Cell::osteoclast)].table[work.osteoclast.nuclei];
    return std::accumulate(nuclei.begin(), nuclei.end(), 0.0);
}

}  // namespace

std::vector<Observable> observables(const ModelParams& params)
{
    std::vector<Observable> list;
    const auto books = [&](std::string name, double BoneBalance::*part, std::string meaning) {
        list.push_back({std::move(name), "mm3", std::move(meaning), [part](const Observation& now) {
                            return now.bone.*part * (now.model.state().tissue.grid.voxel_um3() / mm3_um3);
                        }});
    };
    list.push_back({"BV/TV", "1", "bone volume over sample volume",
                    [](const Observation& now) { return now.histology.bone_um3 / now.histology.sample_um3; }});
    list.push_back({"BMD", "1", "mineral in the sample, over that of a sample full of fully mineralised bone",
                    [](const Observation& now) { return now.histology.mineral_um3 / now.histology.sample_um3; }});
    books("bone.formed", &BoneBalance::formed, "bone formed since time 0");
    books("bone.resorbed", &BoneBalance::resorbed, "bone resorbed since time 0");
    books("bone.lost", &BoneBalance::lost, "bone lost with cut-off pieces since time 0");
    for (std::size_t p = 0; p < params.cells.size(); ++p) {
        const std::string name = params.cells[p].name;
        list.push_back(
            {name + ".count", "1", "cells that the agents of " + name + " stand for", [p](const Observation& now) {
                 return static_cast<double>(now.model.state().populations[p].size()) *
                        now.model.params().cells[p].weight;
             }});
    }
    for (std::size_t p = 0; p < params.cells.size(); ++p)
        for (std::size_t g = 0; g < params.cells[p].states.size(); ++g)
            for (std::size_t s = 0; s < params.cells[p].states[g].states.size(); ++s) {
                const CellParams& cell = params.cells[p];
                const std::string& name = cell.states[g].states[s];
                list.push_back({cell.name + "." + name + ".count", "1", cell.name + " cells in state " + name,
                                [p, g, s](const Observation& now) { return cells_in_state(now.model, p, g, s); }});
            }
    for (std::size_t p = 0; p < params.cells.size(); ++p) {
        const auto& nodes = params.cells[p].rulebook.nodes();
        for (std::size_t n = 0; n < nodes.size(); ++n) {
            const std::string& node = nodes[n].rule.name.text;
            const std::string& cell = params.cells[p].name;
            list.push_back({cell + "." + node + ".mean", "1", "mean activity of " + node + " in cells of " + cell,
                            [p, n](const Observation& now) { return mean_activity(now.model, p, n); }, false});
        }
    }
    list.push_back({"osteoclast.nuclei", "1", "nuclei in all osteoclasts", &osteoclast_nuclei});
    for (std::size_t f = 0; f < params.fields.size(); ++f) {
        const FieldSpec& field = params.fields[f];
        const auto mean = [&](const std::string& name, const std::string& what,
                              std::vector<Column<float>> FieldSet::*columns) {
            list.push_back({name + ".mean", "pM", "mean concentration of " + what + " in the marrow",
                            [f, columns](const Observation& now) {
                                return marrow_mean(now.model, (now.model.state().fields.*columns)[f]);
                            }});
        };
        mean(field.name, (field.binds ? "free " : "") + field.name, &FieldSet::free_pM);
        if (field.binds) mean(total_name(field.name), field.name + ", free and bound", &FieldSet::concentration_pM);
    }
    for (std::size_t s = 0; s < params.systemic.size(); ++s) {
        const SignalName& signal = params.systemic[s].signal;
        list.push_back({signal.name, std::string(signal.dimension.unit), signal.meaning, [s](const Observation& now) {
                            return now.model.params().systemic[s].level_at(now.model.time_h());
                        }});
    }
    if (params.load)
        list.push_back({"osteocyte.habitual_strain", "1",
                        "mean strain of the bone at osteocytes under the habitual load", &mean_strain});
    for (std::size_t d = 0; d < params.bone_drugs.size(); ++d)
        list.push_back({params.bone_drugs[d].name + ".in_bone", "pM",
                        "mean concentration of " + params.bone_drugs[d].name + " in the bone",
                        [d](const Observation& now) { return mean_in_bone(now, d); }});
    for (Observable& observable : histology_observables(params)) list.push_back(std::move(observable));
    for (Observable& observable : marker_observables()) list.push_back(std::move(observable));
    return list;
}

std::vector<Observable> observables(const TissueModel& model)
{
    return observables(model.params());
}

}  // namespace trabecula
