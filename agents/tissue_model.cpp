#include "agents/tissue_model.hpp"

#include <array>
#include <numeric>

namespace trabecula {

namespace {

constexpr auto the_stages = std::to_array<Stage>({
    {"surface", "where bone has changed, its surface is found anew", &find_surface, GrowsWith::voxels},
    {"load", "which bone bears the load is found anew, when due", &bear_load, GrowsWith::voxels},
    {"dose", "compounds and hormones follow their schedules", &apply_schedules, GrowsWith::steps},
    {"store", "drugs that bind bone settle on its surface", &store_drugs, GrowsWith::voxels},
    {"meet", "bone cells claim their places; cells in contact are counted", &meet, GrowsWith::agents},
    {"sense", "rules turn signals into rates; the world is const", &sense, GrowsWith::agents},
    {"move", "wishes to move; two cells, one place: lowest hash wins", &move_cells, GrowsWith::agents},
    {"fuse", "precursors at the surface become osteoclasts", &fuse_precursors, GrowsWith::agents},
    {"fate", "cells change their state, or become another type", &change_fate, GrowsWith::agents},
    {"treat", "cells that interventions bring or take away", &treat_cells, GrowsWith::agents},
    {"turn over", "die, leave, divide, arrive", &turn_over, GrowsWith::agents},
    {"present", "membrane-bound molecules reach the surface", &present, GrowsWith::agents},
    {"exchange", "voxels gather what their cells release and clear; fields diffuse", &exchange, GrowsWith::voxels},
    {"bind", "dissolved and presented molecules bind their partners; what is free follows", &bind, GrowsWith::voxels},
    {"remodel", "osteoclasts remove bone, osteoblasts lay it, matrix ripens", &remodel, GrowsWith::voxels},
    {"label", "virtual fluorochrome labels mark the surface that is being formed, when due", &give_label,
     GrowsWith::agents},
    {"age", "the step is over; every cell is older by it", &grow_older, GrowsWith::agents},
});

std::size_t agent_count(const State& state)
{
    return std::transform_reduce(state.populations.begin(), state.populations.end(), std::size_t{0}, std::plus<>(),
                                 [](const Population& cells) { return cells.size(); });
}

}  // namespace

std::span<const Stage> stages()
{
    return the_stages;
}

TissueModel::TissueModel(ModelParams params, Tissue tissue) : work_(std::move(params), std::move(tissue))
{
    place_cells(work_);
    find_surface(work_);
    find_strain(work_);
    find_free(work_, Hours{work_.state.time_h});
    for (const Stage& stage : the_stages) work_.costs.stages.push_back({stage.name, stage.grows_with});
}

void TissueModel::step()
{
    ++work_.costs.steps;
    work_.costs.agent_steps += agent_count(work_.state);
    work_.costs.voxel_steps += work_.state.tissue.grid.size();
    for (std::size_t s = 0; s < the_stages.size(); ++s)
        add_seconds(work_.costs.stages[s].seconds, [&] { the_stages[s].run(work_); });
}

void TissueModel::restored()
{
    work_.derive();
    find_surface(work_);
    find_free(work_, Hours{work_.state.time_h});
}

std::vector<ColumnName> TissueModel::adopted(std::span<const ColumnName> lacking)
{
    std::vector<ColumnName> without = begin_columns(work_, lacking);
    restored();
    return without;
}

std::size_t TissueModel::bytes_held() const
{
    return work_.state.bytes_held() + work_.solver.bytes_held() + work_.occupancy.bytes_held() +
           work_.state.fields.lattice.bytes_held() +
           (work_.secretion.capacity() + work_.uptake.capacity()) * sizeof(float) + work_.state.tissue.grid.size() * 2;
}

}  // namespace trabecula
