#include "app/run/estimate.hpp"

#include "output/tissue_file.hpp"

#include "agents/tissue_model.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>

namespace trabecula {

namespace {

constexpr int sample_edge = 48;  // voxels of the cube that is timed
constexpr double sample_seconds = 1.0;
constexpr double program_bytes = 40e6;  // code, libraries, buffers; measured with an 8^3 scenario
constexpr double row_growth = 1.5;      // spare capacity of growing columns

BoneVolume sample_volume(const Scenario& scenario, Grid& whole)
{
    if (scenario.synthetic) {
        SyntheticBone sample = *scenario.synthetic;
        whole = sample.grid;
        const int edge =
            std::max(sample_edge, static_cast<int>(std::ceil(3.5 * (sample.thickness / sample.grid.spacing))));
        sample.grid.nx = std::min(sample.grid.nx, edge);
        sample.grid.ny = std::min(sample.grid.ny, edge);
        sample.grid.nz = std::min(sample.grid.nz, edge);
        return make_synthetic_bone(sample);
    }
    const BoneVolume volume = read_tissue(scenario.tissue_file);
    whole = volume.grid;
    BoneVolume sample{{std::min(whole.nx, sample_edge), std::min(whole.ny, sample_edge),
                       std::min(whole.nz, sample_edge), whole.spacing},
                      {},
                      {},
                      {}};
    const Voxel corner{(whole.nx - sample.grid.nx) / 2, (whole.ny - sample.grid.ny) / 2,
                       (whole.nz - sample.grid.nz) / 2};
    for (std::size_t i = 0; i < sample.grid.size(); ++i) {
        const Voxel v = sample.grid.voxel(i);
        const std::size_t from = whole.index({v.x + corner.x, v.y + corner.y, v.z + corner.z});
        sample.bone_fraction.push_back(volume.bone_fraction[from]);
        if (!volume.outside.empty()) sample.outside.push_back(volume.outside[from]);
    }
    return sample;
}

double seconds_per_step(TissueModel& model)
{
    using Clock = std::chrono::steady_clock;
    model.step();  // the first fills empty fields
    const auto begin = Clock::now();
    int steps = 0;
    double seconds = 0.0;
    while (seconds < sample_seconds || steps < 3) {
        model.step();
        ++steps;
        seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    }
    return seconds / steps;
}

double due_times(Hours every, Hours duration)
{
    return every.value > 0.0 ? std::floor(duration / every + 1e-9) : 0.0;
}

}  // namespace

Estimate estimate(const Scenario& scenario)
{
    Estimate result;
    Grid whole;
    const BoneVolume volume = sample_volume(scenario, whole);
    TissueModel model(scenario.model, tissue_from(volume, scenario.model.bone.matrix_age, scenario.model.bone.mineral));
    result.voxels = whole.size();
    result.steps = scenario.steps();
    result.bone_share = std::accumulate(volume.bone_fraction.begin(), volume.bone_fraction.end(), 0.0) /
                        static_cast<double>(volume.grid.size());
    const double scale = static_cast<double>(whole.size()) / static_cast<double>(volume.grid.size());

    const State& state = model.state();
    const auto voxels = static_cast<double>(whole.size());
    double agent_bytes = 0.0;
    for (const Population& cells : state.populations) {
        result.agents += static_cast<double>(cells.size()) * scale;
        agent_bytes += static_cast<double>(cells.size()) * scale * static_cast<double>(cells.table.bytes_per_row());
    }
    const double voxel_state =
        voxels * static_cast<double>(state.tissue.table.bytes_per_row() + state.fields.table.bytes_per_row());
    const double scratch = voxels * (2 * sizeof(float) + 2);
    result.memory_bytes = program_bytes + voxel_state + row_growth * agent_bytes + scratch +
                          static_cast<double>(DiffusionSolver::estimate_bytes(whole));
    result.frames = static_cast<std::size_t>(due_times(scenario.output.frames, scenario.duration)) + 1;
    const double kept = std::min(static_cast<double>(scenario.output.keep_checkpoints),
                                 due_times(scenario.output.checkpoints, scenario.duration) + 1.0);
    result.disk_bytes = (static_cast<double>(result.frames) + kept) * (voxel_state + agent_bytes);
    result.seconds = seconds_per_step(model) * scale * result.steps;
    return result;
}

}  // namespace trabecula
