#include "sample_run.hpp"

#include "output/hdf5_reader.hpp"
#include "output/run_reader.hpp"
#include "output/run_writer.hpp"

#include <catch2/catch.hpp>

#include <bit>
#include <cmath>
#include <cstring>
#include <filesystem>

using namespace trabecula;

namespace {

std::vector<float> floats(const Table& table, const std::string& column)
{
    for (std::size_t c = 0; c < table.column_count(); ++c) {
        if (table.specs()[c].name != column) continue;
        std::vector<float> values(table.rows());
        std::memcpy(values.data(), table.bytes(c).data(), table.bytes(c).size());
        return values;
    }
    throw std::logic_error("no column " + column);
}

}  // namespace

TEST_CASE("A frame gives back every shown column of tissue and fields, bit for bit", "[output]")
{
    const ScratchFolder folder;
    const State state = sample_state();
    RunWriter(folder / "run", sample_identity(), odd_grid).write_frame(state, sample_series());
    const RunReader reader(folder / "run");

    CHECK(reader.frame_times_h() == std::vector<double>{12.0});
    CHECK(reader.grid() == odd_grid);
    CHECK(reader.voxels(0, "tissue", "bone_fraction") == floats(state.tissue.table, "bone_fraction"));
    CHECK(reader.voxels(0, "fields", "RANKL") == floats(state.fields.table, "RANKL"));
    CHECK(reader.voxels(0, "fields", "IL-1.b/2") == floats(state.fields.table, "IL-1.b/2"));
    const auto material = reader.voxels(0, "tissue", "material");
    const auto expected = state.tissue.table[state.tissue.material];
    CHECK(std::equal(material.begin(), material.end(), expected.begin(), expected.end(),
                     [](float a, Material b) { return a == static_cast<float>(b); }));
    CHECK_THROWS_AS(reader.voxels(0, "tissue", "initial"), InputError);  // Shown::no
    CHECK_THROWS_WITH(reader.voxels(0, "fields", "RANK"), Catch::Contains("did you mean fields/RANKL"));
    CHECK_THROWS_WITH(reader.voxels(1, "fields", "RANKL"), Catch::Contains("no frame 1"));
}

TEST_CASE("A frame shows coarser fields in the voxels of the tissue", "[output]")
{
    const ScratchFolder folder;
    const State state = sample_state(odd_grid, 9, 2);
    RunWriter(folder / "run", sample_identity(), odd_grid).write_frame(state, sample_series());
    const auto shown = RunReader(folder / "run").voxels(0, "fields", "RANKL");
    const auto held = floats(state.fields.table, "RANKL");

    REQUIRE(held.size() == 19 * 17 * 3);  // half the edges of 37 x 33 x 5, rounded up
    REQUIRE(shown.size() == odd_grid.size());
    std::size_t wrong = 0;
    for (int z = 0; z < odd_grid.nz; ++z)
        for (int y = 0; y < odd_grid.ny; ++y)
            for (int x = 0; x < odd_grid.nx; ++x) {
                const auto field_voxel = static_cast<std::size_t>((z / 2 * 17 + y / 2) * 19 + x / 2);
                if (shown[odd_grid.index({x, y, z})] != held[field_voxel]) ++wrong;
            }
    CHECK(wrong == 0);
}

TEST_CASE("A frame lists all agents, type after type, inside their voxels", "[output]")
{
    const ScratchFolder folder;
    const State state = sample_state();
    RunWriter(folder / "run", sample_identity(), odd_grid).write_frame(state, sample_series());
    const RunReader reader(folder / "run");
    const FrameAgents agents = reader.agents(0);

    REQUIRE(agents.type.size() == 9000);
    CHECK(std::ranges::is_sorted(agents.type));
    CHECK(std::ranges::count(agents.type, 0) == 3000);
    CHECK(std::ranges::count(agents.type, 1) == 0);
    const Population& t_cells = state.populations[2];
    std::size_t outside = 0;
    std::size_t wrong_ids = 0;
    for (std::size_t row = 0; row < t_cells.size(); ++row) {
        wrong_ids += agents.id[3000 + row] == raw(t_cells.table[t_cells.id][row]) ? 0 : 1;
        const Voxel voxel = odd_grid.voxel(t_cells.table[t_cells.voxel][row]);
        const auto& at = agents.position_um[3000 + row];
        const int indices[] = {voxel.x, voxel.y, voxel.z};
        for (std::size_t axis = 0; axis < 3; ++axis)
            outside += std::floor(double{at[axis]} / 7.5) == indices[axis] ? 0 : 1;
    }
    CHECK(wrong_ids == 0);
    CHECK(outside == 0);
    const auto nuclei = reader.agent_column(0, "nuclei");
    for (std::size_t row = 0; row < 3000; row += 100)
        CHECK(double{agents.radius_um[row]} == Approx(20.0 * std::cbrt(std::max(1.0, nuclei[row]))).epsilon(1e-6));
    CHECK(agents.radius_um[5000] == 3.5F);
    CHECK(reader.agent_column(0, "weight").back() == 4.0);
}

TEST_CASE("An attribute that a cell type lacks is NaN for its agents, others are exact", "[output]")
{
    const ScratchFolder folder;
    const State state = sample_state();
    RunWriter(folder / "run", sample_identity(), odd_grid).write_frame(state, sample_series());
    const RunReader reader(folder / "run");

    const auto nuclei = reader.agent_column(0, "nuclei");
    CHECK(!std::isnan(nuclei[2999]));
    CHECK(std::isnan(nuclei[3000]));
    const auto clone = reader.agent_column(0, "clone/line");
    CHECK(!std::isnan(clone[0]));
    CHECK(std::isnan(clone[3000]));
    const auto voxel = reader.agent_column(0, "voxel");
    const auto& t_cells = state.populations[2];
    CHECK(voxel.back() == static_cast<double>(raw(t_cells.table[t_cells.voxel].back())));
    const auto names = reader.agent_columns(0);
    CHECK(std::ranges::count(names, "nfkb") == 1);
    CHECK(std::ranges::count(names, "energy") == 0);
    CHECK_THROWS_WITH(reader.agent_column(0, "nfkappab"), Catch::Contains("no column nfkappab"));
}

TEST_CASE("A column that a table declares appears in the frame without another line", "[output]")
{
    const ScratchFolder folder;
    State state = sample_state();
    const auto stress = state.tissue.table.declare<double>({"stress", "Pa", "of the matrix"});
    const auto hunger = state.populations[2].table.declare<std::uint32_t>({"hunger", "1", "of a T cell"});
    const auto born = state.totals.declare<double>({"born", "1", "cells that were born"});
    std::ranges::fill(state.tissue.table[stress], 2.5);
    std::ranges::fill(state.populations[2].table[hunger], 7U);
    state.totals[born][0] = 42.0;
    RunWriter(folder / "run", sample_identity(), odd_grid).write_frame(state, sample_series());

    const RunReader reader(folder / "run");
    CHECK(reader.voxels(0, "tissue", "stress").back() == 2.5F);
    CHECK(reader.agent_column(0, "hunger").back() == 7.0);
    CHECK(hdf5::open_file(reader.frame_file(0)).group("totals").read<double>("born") == std::vector<double>{42.0});
}

TEST_CASE("A frame without agents and a run without cell types are frames like others", "[output]")
{
    const ScratchFolder folder;
    State state = sample_state(odd_grid, 0);
    RunWriter(folder / "empty", sample_identity(), odd_grid).write_frame(state, {});
    CHECK(RunReader(folder / "empty").agents(0).type.empty());
    CHECK(RunReader(folder / "empty").agent_column(0, "nfkb").empty());

    state.populations.clear();
    RunIdentity identity = sample_identity();
    identity.cell_types.clear();
    RunWriter(folder / "bare", identity, odd_grid).write_frame(state, {});
    CHECK(RunReader(folder / "bare").agents(0).type.empty());
    CHECK(RunReader(folder / "bare").time_series().time_h.empty());
}

TEST_CASE("Every file of a run tells what program made it, how that was built, and what it was told", "[output]")
{
    const ScratchFolder folder;
    write_sample_run(folder / "run");
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder / "run")) {
        const std::string extension = entry.path().extension().string();
        if (extension != ".h5" && extension != ".vtkhdf") continue;
        CAPTURE(entry.path());
        const hdf5::GroupReader root = hdf5::open_file(entry.path());
        CHECK(root.text_attribute("version") == sample_identity().version);
        CHECK(root.text_attribute("git_revision") == sample_identity().git_revision);
        CHECK(root.text_attribute("build_options") == sample_identity().build_options);
        CHECK(root.text_attribute("command_line") == sample_identity().command_line);
        ++files;
    }
    CHECK(files >= 5);  // three frames, a checkpoint, the index
}

TEST_CASE("A command too long for an attribute is in the index all the same", "[output]")
{
    const ScratchFolder folder;
    RunIdentity identity = sample_identity();
    identity.command_line = std::string(100'000, 'x');
    RunWriter(folder / "run", identity, odd_grid).write_frame(sample_state(), sample_series());
    CHECK(RunReader(folder / "run").command_line() == identity.command_line);
}

TEST_CASE("The index tells who made the run, and its time series", "[output]")
{
    const ScratchFolder folder;
    write_sample_run(folder / "run");
    const RunReader reader((folder / "run") / "run.vtkhdf");
    const RunIdentity identity = sample_identity();

    CHECK(reader.title() == identity.title);
    CHECK(reader.resolved_scenario() == identity.resolved_scenario);
    CHECK(reader.seed() == identity.seed);
    CHECK(reader.scenario_hash() == identity.scenario_hash);
    CHECK(reader.final_state_hash().size() == 32);
    REQUIRE(reader.cell_types().size() == 3);
    CHECK(reader.cell_types()[2].name == "T cell");
    CHECK(reader.cell_types()[2].weight == 4.0);
    CHECK(reader.frame_times_h() == std::vector<double>{12.0, 13.0, 14.0});
    CHECK(reader.frame_steps() == std::vector<std::uint32_t>{12, 13, 14});
    CHECK(reader.time_series().time_h == sample_series(14.0).time_h);
    REQUIRE(reader.time_series().series.size() == 2);
    CHECK(reader.time_series().series[0].name == "BV/TV");
    CHECK(reader.time_series().series[1].name == "osteoclast.count");
    CHECK(reader.time_series().series[1].values == sample_series(14.0).series[1].values);
}
