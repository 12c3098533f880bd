#pragma once
#include "agents/workspace.hpp"

#include <span>
#include <string_view>

namespace trabecula {

/// One stage of a step.
struct Stage {
    std::string_view name;
    std::string_view what;
    void (*run)(Workspace&);
    GrowsWith grows_with;
};

/// The step, as a table in order.
std::span<const Stage> stages();

/// Before the first step: puts cells into a tissue without any (agents/placement.cpp).
void place_cells(Workspace&);

// The stages, each in a file of its own name.
void find_surface(Workspace&);
void bear_load(Workspace&);
void apply_schedules(Workspace&);
void store_drugs(Workspace&);
void meet(Workspace&);
void sense(Workspace&);
void move_cells(Workspace&);
void fuse_precursors(Workspace&);
void change_fate(Workspace&);
void treat_cells(Workspace&);
void turn_over(Workspace&);
void present(Workspace&);
void exchange(Workspace&);
void bind(Workspace&);
void remodel(Workspace&);
void give_label(Workspace&);
void grow_older(Workspace&);

/// The parts of the step that begins at `from`, in each of which every systemic signal has one level.
std::vector<SystemicInterval> step_intervals(const ModelParams& params, Hours from);

/// Finds which bone bears the load, and how much.
void find_strain(Workspace&);

/// Makes the columns of what is free, and of what is free of the presented, from the totals: for the cells that sense
/// in the step that begins at `from`.
void find_free(Workspace& work, Hours from);

/// Gives every osteoclast its disc of surface voxels, in order of lowest hash: who comes late gets what is left, which
/// may be nothing in this step. Marks those, and the osteoblasts' voxels, as taken.
void claim_footprints(Workspace&);

}  // namespace trabecula
