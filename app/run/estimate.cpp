#include "app/run/estimate.hpp"

#include "output/tissue_file.hpp"

#include "agents/placement.hpp"
#include "agents/tissue_model.hpp"

#include "lattice/segmented_bone.hpp"

#include "core/error.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>

namespace trabecula {

namespace {

constexpr int sample_edge = 48;  // voxels of the cube that is timed
constexpr double sample_seconds = 1.0;
constexpr double program_bytes = 45e6;              // code, libraries, buffers; measured with an 8^3 scenario
constexpr double bytes_at_most = 2000.0;            // of a voxel, or of an agent, in all tables and work spaces
constexpr double spare_rows = 1.125;                // a table that grows keeps an eighth to spare
constexpr double passing_load = 4 * sizeof(float);  // per field voxel, while the strain of bone is found
constexpr double passing_bytes =
    128.0;  // per agent, at most at one time: wishes to move, or a frame being written; measured

/// The tissue of a scenario as far as an estimate needs it: how much there is of what, and a cube like the whole.
struct Sampled {
    Grid whole;
    double bone_share = 0.0;
    HabitatVoxels habitats;
    BoneVolume cube;
};

double mean(std::span<const float> values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

Sampled sample_synthetic(const SyntheticBone& asked)
{
    SyntheticBone smaller = asked;
    const int edge =
        std::max(sample_edge, static_cast<int>(std::ceil(3.5 * (smaller.thickness / smaller.grid.spacing))));
    smaller.grid.nx = std::min(smaller.grid.nx, edge);
    smaller.grid.ny = std::min(smaller.grid.ny, edge);
    smaller.grid.nz = std::min(smaller.grid.nz, edge);
    Sampled sampled{asked.grid, asked.bv_tv.value, {}, make_synthetic_bone(smaller)};
    const double scale = static_cast<double>(asked.grid.size()) / static_cast<double>(smaller.grid.size());
    const HabitatVoxels found = count_habitats(sampled.cube.grid, segmented(sampled.cube).material);
    sampled.habitats = {scale * found.marrow, scale * found.surface, scale * found.bone};
    return sampled;
}

BoneVolume cut(const BoneVolume& volume, Voxel corner, const Grid& size)
{
    BoneVolume part{size, {}, {}, {}};
    for (std::size_t i = 0; i < size.size(); ++i) {
        const Voxel v = size.voxel(i);
        const std::size_t from = volume.grid.index({v.x + corner.x, v.y + corner.y, v.z + corner.z});
        part.bone_fraction.push_back(volume.bone_fraction[from]);
        if (!volume.outside.empty()) part.outside.push_back(volume.outside[from]);
    }
    return part;
}

/// The cube whose bone fraction is nearest to that of the whole, the first of equals.
BoneVolume typical_cube(const BoneVolume& volume, double bone_share)
{
    const Grid& whole = volume.grid;
    const Grid size{std::min(whole.nx, sample_edge), std::min(whole.ny, sample_edge), std::min(whole.nz, sample_edge),
                    whole.spacing};
    std::optional<BoneVolume> best;
    double least = 0.0;
    for (int z = 0; z + size.nz <= whole.nz; z += size.nz) {
        for (int y = 0; y + size.ny <= whole.ny; y += size.ny) {
            for (int x = 0; x + size.nx <= whole.nx; x += size.nx) {
                BoneVolume cube = cut(volume, {x, y, z}, size);
                const double off = std::abs(mean(cube.bone_fraction) - bone_share);
                if (best && off >= least) continue;
                best = std::move(cube);
                least = off;
            }
        }
    }
    return *std::move(best);
}

Sampled sample_made(const BoneVolume& volume)
{
    const double bone_share = mean(volume.bone_fraction);
    return {volume.grid, bone_share, count_habitats(volume.grid, segmented(volume).material),
            typical_cube(volume, bone_share)};
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

Sampled sample(const Scenario& scenario)
{
    return scenario.synthetic ? sample_synthetic(*scenario.synthetic) : sample_made(make_bone(scenario));
}

/// Densities that give as many cells as were placed one by one, most of them beyond the cube.
void spread_placed_cells(ModelParams& params, const Sampled& sampled)
{
    const std::vector<double> placed = expected_agents(params, sampled.whole, sampled.habitats);
    params.placed.reset();
    for (CellParams& cell : params.cells) cell.density = 1.0;
    const std::vector<double> at_density_1 = expected_agents(params, sampled.whole, sampled.habitats);
    for (std::size_t p = 0; p < params.cells.size(); ++p)
        params.cells[p].density = at_density_1[p] > 0.0 ? placed[p] / at_density_1[p] : 0.0;
}

TissueModel model_of_cube(const Scenario& scenario, const Sampled& sampled)
{
    ModelParams params = scenario.model;
    if (params.placed) spread_placed_cells(params, sampled);
    return {std::move(params), tissue_from(sampled.cube, scenario.model.bone.matrix_age, scenario.model.bone.mineral)};
}

/// What the whole will hold, from the columns that the model of its cube declares.
struct Bytes {
    double agents = 0.0;       // how many
    double agent_state = 0.0;  // bytes from here on
    double voxel_state = 0.0;
    double frame_voxels = 0.0;  // fields are written on the tissue's lattice
    double process = 0.0;
};

Bytes bytes_of(const Scenario& scenario, const Sampled& sampled, const TissueModel& model)
{
    const State& state = model.state();
    const std::vector<double> agents = expected_agents(scenario.model, sampled.whole, sampled.habitats);
    Bytes bytes;
    bytes.agents = std::accumulate(agents.begin(), agents.end(), 0.0);
    for (std::size_t p = 0; p < agents.size(); ++p)
        bytes.agent_state += agents[p] * static_cast<double>(state.populations[p].table.bytes_per_row());
    const auto voxels = static_cast<double>(sampled.whole.size());
    const FieldGrid lattice(sampled.whole, scenario.model.coarsening);
    const auto field_voxels = static_cast<double>(lattice.grid().size());
    const auto field_bytes = static_cast<double>(state.fields.table.bytes_per_row());
    bytes.voxel_state =
        voxels * static_cast<double>(state.tissue.table.bytes_per_row() + state.presented.bytes_per_row()) +
        field_voxels * field_bytes;
    bytes.frame_voxels = bytes.voxel_state + (voxels - field_voxels) * field_bytes;
    const double room = static_cast<double>(model.workspace().occupancy.bytes_held()) * voxels /
                        static_cast<double>(sampled.cube.grid.size());
    const double scratch = field_voxels * 2 * sizeof(float) +
                           (scenario.model.load ? field_voxels * passing_load : 0.0) + voxels * 2 +
                           static_cast<double>(lattice.bytes_held()) + room;
    bytes.process = program_bytes + bytes.voxel_state + spare_rows * bytes.agent_state + scratch +
                    static_cast<double>(DiffusionSolver::estimate_bytes(lattice.grid())) +
                    static_cast<double>(IdRegistry::estimate_bytes(static_cast<std::size_t>(bytes.agents))) +
                    passing_bytes * bytes.agents;
    return bytes;
}

}  // namespace

double memory_needed(const Scenario& scenario)
{
    const Sampled sampled = sample(scenario);
    return bytes_of(scenario, sampled, model_of_cube(scenario, sampled)).process;
}

double memory_at_most(const Scenario& scenario)
{
    const Grid grid = grid_of(scenario);
    const auto voxels = static_cast<double>(grid.size());
    const std::vector<double> agents = expected_agents(scenario.model, grid, {voxels, voxels, voxels});
    return program_bytes + bytes_at_most * std::accumulate(agents.begin(), agents.end(), voxels);
}

Estimate estimate(const Scenario& scenario)
{
    const Sampled sampled = sample(scenario);
    TissueModel model = model_of_cube(scenario, sampled);
    const Bytes bytes = bytes_of(scenario, sampled, model);
    Estimate result;
    result.voxels = sampled.whole.size();
    result.steps = scenario.steps();
    result.bone_share = sampled.bone_share;
    result.agents = bytes.agents;
    result.memory_bytes = bytes.process;
    result.frames = static_cast<std::size_t>(due_times(scenario.output.frames, scenario.duration)) + 1;
    const double kept = std::min(static_cast<double>(scenario.output.keep_checkpoints),
                                 due_times(scenario.output.checkpoints, scenario.duration) + 1.0);
    result.disk_bytes = static_cast<double>(result.frames) * (bytes.frame_voxels + bytes.agent_state) +
                        kept * (bytes.voxel_state + bytes.agent_state);
    result.seconds = seconds_per_step(model) * static_cast<double>(result.voxels) /
                     static_cast<double>(sampled.cube.grid.size()) * result.steps;
    return result;
}

}  // namespace trabecula
