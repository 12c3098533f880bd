#include "agents/tissue_model.hpp"

#include "lattice/surface.hpp"

#include "core/parallel.hpp"

#include <array>
#include <chrono>

namespace trabecula {

namespace {

constexpr auto the_stages = std::to_array<Stage>({
    {"dose", "compounds and hormones follow their schedules", &apply_schedules},
    {"sense", "rules turn signals into rates; the world is const", &sense},
    {"move", "wishes to move; two cells, one place: lowest hash wins", &move_cells},
    {"fuse", "precursors at the surface become osteoclasts", &fuse_precursors},
    {"turn over", "die, leave, arrive", &turn_over},
    {"present", "membrane-bound molecules reach the surface", &present},
    {"exchange", "voxels gather what their cells release and clear; fields diffuse", &exchange},
    {"bind", "dissolved and presented molecules bind their partners; what is free follows", &bind},
    {"remodel", "osteoclasts remove bone, osteoblasts lay it, matrix ripens", &remodel},
});

void find_surface(Workspace& work)
{
    const Tissue& tissue = work.state.tissue;
    const auto material = tissue.table[tissue.material];
    for_blocks(material.size(), 65536, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            work.touches_bone[i] = touches_bone(tissue.grid, material, tissue.grid.voxel(i)) ? 1 : 0;
    });
    work.solver.set_materials(material);
}

}  // namespace

std::span<const Stage> stages()
{
    return the_stages;
}

TissueModel::TissueModel(ModelParams params, Tissue tissue) : work_(std::move(params), std::move(tissue))
{
    find_surface(work_);
    place_cells(work_);
    work_.remove_gone();
    work_.sort_populations();
    work_.derive();
    find_free(work_, Hours{work_.state.time_h});
    for (const Stage& stage : the_stages) work_.stage_times.push_back({stage.name});
}

void TissueModel::step()
{
    if (work_.materials_changed) find_surface(work_);
    work_.materials_changed = false;
    for (std::size_t s = 0; s < the_stages.size(); ++s) {
        const auto begin = std::chrono::steady_clock::now();
        the_stages[s].run(work_);
        work_.stage_times[s].seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    }
    for (Population& cells : work_.state.populations)
        for (float& age_h : cells.table[cells.age_h]) age_h += static_cast<float>(work_.step_h());
    work_.state.step = StepIndex{raw(work_.state.step) + 1};
    work_.state.time_h = raw(work_.state.step) * work_.step_h();
}

void TissueModel::restored()
{
    work_.derive();
    find_free(work_, Hours{work_.state.time_h});
}

std::size_t TissueModel::bytes_held() const
{
    return work_.state.bytes_held() + work_.solver.bytes_held() + work_.occupancy.bytes_held() +
           work_.state.tissue.grid.size() * (2 * sizeof(float) + 2);
}

}  // namespace trabecula
