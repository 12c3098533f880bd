#pragma once
#include "output/run_writer.hpp"

#include "agents/state.hpp"

#include "core/random.hpp"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace trabecula {

/// A folder of its own that is removed with the test.
class ScratchFolder {
  public:
    ScratchFolder()
    {
        static std::atomic<int> count{0};
        path_ = std::filesystem::temp_directory_path() /
                ("trabecula-output-" + std::to_string(::getpid()) + "-" + std::to_string(count++));
        std::filesystem::create_directories(path_);
    }
    ~ScratchFolder() { std::filesystem::remove_all(path_); }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

/// Sides that no chunk divides, one shorter than a chunk.
inline const Grid odd_grid{37, 33, 5, {7.5}};

/// Deterministic bytes: every value of every integer column, and finite floats.
inline void fill_with_numbers(Table& table, std::uint64_t salt)
{
    for (std::size_t c = 0; c < table.column_count(); ++c) {
        const auto bytes = table.bytes(c);
        const std::size_t width = size_of(table.specs()[c].type);
        for (std::size_t row = 0; row < table.rows(); ++row) {
            const std::uint64_t bits = mix(salt, c, row);
            const double number = static_cast<double>(bits >> 11U) * 0x1p-53;
            const auto put = [&](auto value) { std::memcpy(&bytes[row * width], &value, width); };
            switch (table.specs()[c].type) {
                case ScalarType::uint8:
                    put(static_cast<std::uint8_t>(bits));
                    break;
                case ScalarType::uint32:
                    put(static_cast<std::uint32_t>(bits));
                    break;
                case ScalarType::uint64:
                    put(bits);
                    break;
                case ScalarType::float32:
                    put(static_cast<float>(number));
                    break;
                case ScalarType::float64:
                    put(number);
                    break;
            }
        }
    }
}

inline Population sample_population(const std::string& name, std::size_t cells, const Grid& grid, std::uint64_t salt)
{
    Population population(name);
    if (name == "osteoclast") population.table.declare<std::uint8_t>({"nuclei", "1", "nuclei"});
    population.table.declare<float>({"nfkb", "1", "activity of NF-kB"});
    if (name != "T cell") {
        population.table.declare<std::uint64_t>({"clone/line", "1", "a name that is no name in a file"});
        population.table.declare<double>({"energy", "J", "double precision", Role::state, Shown::no});
        population.table.declare<float>({"scratch", "1", "made anew each step", Role::derived, Shown::no});
    }
    population.table.resize(cells);
    fill_with_numbers(population.table, salt);
    for (VoxelId& voxel : population.table[population.voxel]) voxel = static_cast<VoxelId>(raw(voxel) % grid.size());
    return population;
}

/// Cells of three types, one of them absent, columns of each type of number.
inline State sample_state(const Grid& grid = odd_grid, std::size_t cells = 9000, int coarsening = 1,
                          bool rankl_binds = false)
{
    Tissue tissue(grid);
    fill_with_numbers(tissue.table, 1);
    for (auto& material : tissue.table[tissue.material])
        material = static_cast<Material>(static_cast<int>(material) % 3);
    FieldSet fields({{"RANKL", {}, {}, {}, {20.0}, {}, "", rankl_binds}, {"IL-1.b/2", {}, {}, {}, {0.0}, {}, ""}},
                    FieldGrid(grid, coarsening));
    fill_with_numbers(fields.table, 2);
    std::vector<Population> populations;
    populations.push_back(sample_population("osteoclast", cells / 3, grid, 3));
    populations.push_back(sample_population("osteocyte", 0, grid, 4));
    populations.push_back(sample_population("T cell", cells - cells / 3, grid, 5));
    Table totals("totals");
    totals.declare<double>({"dead", "1", "cells that died"});
    totals.resize(1);
    State state(std::move(tissue), std::move(fields), std::move(populations), std::move(totals));
    state.step = StepIndex{12};
    state.time_h = 12.0;
    return state;
}

inline RunIdentity sample_identity()
{
    return {
        "A \xC2\xB5"
        "m of bone",
        "[time]\nduration = \"2 d\"\n",
        "0123456789abcdef",
        "0.1.0",
        "abc1234",
        "release",
        "trabecula run a.toml",
        0xFFFFFFFFFFFFFFFEULL,
        {{"osteoclast", 20.0, 1.0}, {"osteocyte", 5.0, 1.0}, {"T cell", 3.5, 4.0}}};
}

inline TimeSeries sample_series(double last_h = 12.0)
{
    TimeSeries series{{}, {{"BV/TV", "1", "bone volume fraction", {}}, {"osteoclast.count", "1", "osteoclasts", {}}}};
    for (double t = 0.0; t <= last_h; t += 1.0) {
        series.time_h.push_back(t);
        series.series[0].values.push_back(0.3 + 0.001 * t);
        series.series[1].values.push_back(10.0 * t);
    }
    return series;
}

inline std::string contents_of(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline void overwrite(const std::filesystem::path& file, const std::string& contents)
{
    std::ofstream(file, std::ios::binary | std::ios::trunc) << contents;
}

/// Moves the clock of a state on by one hour, which is one step, and changes its cells.
inline void advance(State& state, std::size_t cells)
{
    state.step = StepIndex{raw(state.step) + 1};
    state.time_h += 1.0;
    state.populations[0].table.resize(cells);
    fill_with_numbers(state.fields.table, raw(state.step));
}

/// A run of three frames, the second without any agent.
inline void write_sample_run(const std::filesystem::path& folder)
{
    State state = sample_state();
    RunWriter writer(folder, sample_identity(), odd_grid);
    writer.write_frame(state, sample_series(12.0));
    const Population t_cells = state.populations[2];
    advance(state, 0);
    state.populations[2].table.resize(0);
    writer.write_frame(state, sample_series(13.0));
    advance(state, 0);
    state.populations[2] = t_cells;
    writer.write_frame(state, sample_series(14.0));
    writer.write_checkpoint(state, sample_series(14.0), {2});
    writer.finish(state, sample_series(14.0));
}

}  // namespace trabecula
