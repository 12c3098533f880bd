#include "sample_run.hpp"

#include "output/run_writer.hpp"

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
    writer.write_checkpoint(state, sample_series(), 1);

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

TEST_CASE("Only the newest checkpoints are kept, and later ones are outdated", "[output]")
{
    const ScratchFolder folder;
    State state = sample_state(odd_grid, 30);
    RunWriter writer(folder / "run", sample_identity(), odd_grid);
    CHECK(newest_checkpoint(folder / "run").empty());
    for (int i = 0; i < 4; ++i) {
        advance(state, 5);
        writer.write_checkpoint(state, {}, 2);
    }
    const auto checkpoints = (folder / "run") / "checkpoints";
    CHECK(!std::filesystem::exists(checkpoints / "0000000014.h5"));
    CHECK(std::filesystem::exists(checkpoints / "0000000015.h5"));
    CHECK(newest_checkpoint(folder / "run") == checkpoints / "0000000016.h5");

    state.step = StepIndex{13};
    writer.write_checkpoint(state, {}, 2);
    CHECK(newest_checkpoint(folder / "run") == checkpoints / "0000000013.h5");
}

TEST_CASE("A checkpoint of another scenario, grid or set of columns is refused with a remedy", "[output]")
{
    const ScratchFolder folder;
    RunWriter(folder / "run", sample_identity(), odd_grid).write_checkpoint(sample_state(), {}, 1);
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
    writer.write_checkpoint(state, {}, 2);
    advance(state, 10);
    writer.write_checkpoint(state, {}, 2);
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
