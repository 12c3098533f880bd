#include "sample_run.hpp"

#include "output/run_writer.hpp"
#include "output/saved_states.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>

using namespace trabecula;

namespace {

State zeroed(const Grid& grid = odd_grid)
{
    State state = sample_state(grid, 30);
    for (Table* table : state.tables())
        for (std::size_t c = 0; c < table->column_count(); ++c) std::ranges::fill(table->bytes(c), std::byte{0});
    return state;
}

const std::string hash = sample_identity().scenario_hash;

}  // namespace

TEST_CASE("A checkpoint restores the state to an equal hash, whatever its columns and rows", "[output]")
{
    const ScratchFolder folder;
    State state = sample_state();
    const auto extra = state.populations[1].table.declare<std::uint8_t>({"stage", "1", "a new column"});
    state.populations[1].table.resize(5);
    std::ranges::fill(state.populations[1].table[extra], std::uint8_t{9});
    RunWriter writer(folder / "run", sample_identity(), odd_grid);
    writer.write_checkpoint(state, sample_series(), {});

    State restored = zeroed();
    restored.populations[1].table.declare<std::uint8_t>({"stage", "1", "a new column"});
    TimeSeries series;
    restore(newest_checkpoint(folder / "run"), hash, restored, series);
    CHECK(restored.hash() == state.hash());
    CHECK(restored.populations[0].size() == 3000);
    CHECK(restored.populations[1].table[extra][4] == 9);
    CHECK(restored.time_h == 12.0);
    CHECK(raw(restored.step) == 12);
    CHECK(series.time_h == sample_series().time_h);
    CHECK(series.series.at(0).name == "BV/TV");
}

TEST_CASE("Another scenario takes over what it has in common with a saved state, and hears of the rest", "[output]")
{
    const ScratchFolder folder;
    State state = sample_state();
    RunWriter writer(folder / "run", sample_identity(), odd_grid);
    writer.write_frame(state, sample_series());
    writer.write_checkpoint(state, sample_series(), {});
    advance(state, 5);
    writer.write_checkpoint(state, sample_series(13.0), {2});
    const SavedStates saved(folder / "run");
    REQUIRE(saved.moments().size() == 2);
    CHECK(saved.moments()[1].time_h == 13.0);

    State other = sample_state(odd_grid, 30, 1, true);  // where something binds RANKL
    other.populations[2].table.declare<float>({"stat3", "1", "a new node"});
    TimeSeries series;
    const Adopted adopted = saved.adopt(12, other, series);
    CHECK(adopted.origin.time_h == 12.0);
    CHECK(adopted.origin.state_hash == sample_state().hash());
    CHECK(adopted.new_columns == std::vector<ColumnName>{{"T cell", "stat3"}});
    CHECK(adopted.left_out.empty());
    CHECK(raw(other.step) == 12);
    CHECK(series.time_h == sample_series().time_h);
    const State first = sample_state();
    CHECK(std::ranges::equal(other.fields.table[other.fields.concentration_pM[0]],
                             first.fields.table[first.fields.concentration_pM[0]]));
    CHECK(other.populations[0].size() == 3000);

    State poorer = sample_state(odd_grid, 30);
    poorer.fields = FieldSet({{"RANKL", {}, {}, {}, {20.0}, {}, ""}}, FieldGrid(odd_grid, 1));
    CHECK(saved.adopt(13, poorer, series).left_out == std::vector<ColumnName>{{"fields", "IL-1.b/2"}});

    State coarser = sample_state(odd_grid, 30, 2);
    CHECK_THROWS_WITH(saved.adopt(12, coarser, series), Catch::Contains("/state/fields has 6105 rows, expected"));
    State smaller = sample_state({5, 5, 5, {7.5}}, 30);
    CHECK_THROWS_WITH(saved.adopt(12, smaller, series), Catch::Contains("37 x 33 x 5") && Catch::Contains("5 x 5 x 5"));
    const auto newest = newest_checkpoint(folder / "run");
    std::string bytes = contents_of(newest);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 0x10);
    overwrite(newest, bytes);
    CHECK_THROWS_AS(saved.adopt(13, other, series), FileError);
}

TEST_CASE("Only the newest checkpoints are kept, and later ones are outdated", "[output]")
{
    const ScratchFolder folder;
    State state = sample_state(odd_grid, 30);
    RunWriter writer(folder / "run", sample_identity(), odd_grid);
    CHECK(newest_checkpoint(folder / "run").empty());
    for (int i = 0; i < 4; ++i) {
        advance(state, 5);
        writer.write_checkpoint(state, {}, {2});
    }
    const auto checkpoints = (folder / "run") / "checkpoints";
    CHECK(!std::filesystem::exists(checkpoints / "0000000014.h5"));
    CHECK(std::filesystem::exists(checkpoints / "0000000015.h5"));
    CHECK(newest_checkpoint(folder / "run") == checkpoints / "0000000016.h5");

    state.step = StepIndex{13};
    writer.write_checkpoint(state, {}, {2});
    CHECK(newest_checkpoint(folder / "run") == checkpoints / "0000000013.h5");
}

TEST_CASE("A checkpoint between those that are due gives way to the next one, and pushes none of them out", "[output]")
{
    const ScratchFolder folder;
    State state = sample_state(odd_grid, 30);
    RunWriter writer(folder / "run", sample_identity(), odd_grid);
    const auto kept_after = [&](std::uint32_t step) {
        state.step = StepIndex{step};
        writer.write_checkpoint(state, {}, {2, 10});
        std::vector<std::string> kept;
        for (const auto& entry : std::filesystem::directory_iterator((folder / "run") / "checkpoints"))
            kept.push_back(entry.path().stem().string().substr(8));
        std::ranges::sort(kept);
        return kept;
    };
    using Steps = std::vector<std::string>;
    kept_after(10);
    kept_after(20);
    CHECK(kept_after(21) == Steps{"10", "20", "21"});
    CHECK(kept_after(22) == Steps{"10", "20", "22"});
    CHECK(kept_after(30) == Steps{"20", "30"});
    CHECK(kept_after(25) == Steps{"20", "25"});  // resumed from an earlier one
}

TEST_CASE("A checkpoint of another scenario, grid or set of columns is refused with a remedy", "[output]")
{
    const ScratchFolder folder;
    RunWriter(folder / "run", sample_identity(), odd_grid).write_checkpoint(sample_state(), {}, {});
    const auto checkpoint = newest_checkpoint(folder / "run");
    TimeSeries series;

    State same = zeroed();
    CHECK_THROWS_WITH(restore(checkpoint, "ffff", same, series), Catch::Contains(checkpoint.string()) &&
                                                                     Catch::Contains("hash 0123456789abcdef") &&
                                                                     Catch::Contains("start anew"));
    State smaller = zeroed({5, 5, 5, {7.5}});
    CHECK_THROWS_WITH(restore(checkpoint, hash, smaller, series),
                      Catch::Contains("37 x 33 x 5") && Catch::Contains("5 x 5 x 5"));
    State richer = zeroed();
    richer.populations[0].table.declare<float>({"dendrites", "1", "not there when it was saved"});
    CHECK_THROWS_WITH(restore(checkpoint, hash, richer, series), Catch::Contains("osteoclast has no column dendrites"));
    State poorer = zeroed();
    poorer.populations.pop_back();
    CHECK_THROWS_WITH(restore(checkpoint, hash, poorer, series), Catch::Contains("T_cell that is unknown here"));
}

TEST_CASE("A damaged newest checkpoint is passed over for an earlier one, and this is said", "[output]")
{
    const ScratchFolder folder;
    State state = sample_state();
    const std::string earlier = state.hash();
    RunWriter writer(folder / "run", sample_identity(), odd_grid);
    writer.write_checkpoint(state, {}, {2});
    advance(state, 10);
    writer.write_checkpoint(state, {}, {2});
    const auto newest = newest_checkpoint(folder / "run");
    TimeSeries series;
    State restored = zeroed();

    SECTION("truncated")
    {
        std::filesystem::resize_file(newest, std::filesystem::file_size(newest) / 2);
    }
    SECTION("a bit changed in the middle")
    {
        std::string bytes = contents_of(newest);
        bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 0x10);
        overwrite(newest, bytes);
    }
    SECTION("empty")
    {
        overwrite(newest, "");
    }
    CHECK_THROWS_AS(restore(newest, hash, restored, series), FileError);
    const Restored result = restore_newest(folder / "run", hash, restored, series);
    CHECK(result.checkpoint.filename() == "0000000012.h5");
    REQUIRE(result.notes.size() == 1);
    CHECK_THAT(result.notes[0], Catch::Contains(newest.string()));
    CHECK(restored.hash() == earlier);

    overwrite(result.checkpoint, "not HDF5");
    CHECK_THROWS_WITH(restore_newest(folder / "run", hash, restored, series),
                      Catch::Contains("start anew without --resume"));
}

TEST_CASE("Without a checkpoint there is nothing to restore, and a file that is being written is none", "[output]")
{
    const ScratchFolder folder;
    RunWriter writer(folder / "run", sample_identity(), odd_grid);
    overwrite((folder / "run") / "checkpoints/0000000005.h5.tmp", "half");
    State state = zeroed();
    TimeSeries series;
    CHECK(newest_checkpoint(folder / "run").empty());
    CHECK(restore_newest(folder / "run", hash, state, series).checkpoint.empty());
}
