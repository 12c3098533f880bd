#include "small_bone.hpp"

#include "viz/render_run.hpp"

#include "output/run_writer.hpp"

#include "agents/state.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <filesystem>
#include <iostream>

using namespace trabecula;

namespace {

/// A run of two frames in a folder that is removed with it: the rod, some osteoclasts, two fields.
class SmallRun {
  public:
    SmallRun() : folder_(std::filesystem::temp_directory_path() / ("trabecula_render" + std::to_string(getpid())))
    {
        std::filesystem::remove_all(folder_);
        const BoneImage bone = test::rod();
        State state(tissue_from({bone.grid, bone.bone_fraction, {}, {}}, Hours{0}, Number{1}),
                    FieldSet({{"OPG", {}, {}, {}, {20.0}, {}, ""}, {"RANKL", {}, {}, {}, {20.0}, {}, ""}},
                             FieldGrid(bone.grid, 1)),
                    {osteoclasts(bone.grid)}, Table("totals"));
        RunIdentity identity;
        identity.title = "a small run";
        identity.cell_types = {{"osteoclast", 20.0, 1.0}};
        RunWriter writer(folder_, identity, bone.grid);
        writer.write_frame(state, series_until(0));
        state.step = StepIndex{60};
        state.time_h = 60;
        writer.write_frame(state, series_until(60));
    }
    ~SmallRun() { std::filesystem::remove_all(folder_); }
    SmallRun(const SmallRun&) = delete;
    SmallRun& operator=(const SmallRun&) = delete;

    const std::filesystem::path& folder() const { return folder_; }

  private:
    static Population osteoclasts(const Grid& grid)
    {
        Population population("osteoclast");
        population.table.resize(3);
        for (std::size_t i = 0; i < 3; ++i)
            population.table[population.voxel][i] = grid.id({static_cast<int>(4 + 8 * i), 3, 19});
        return population;
    }

    static TimeSeries series_until(double last_h)
    {
        TimeSeries series{{}, {{"BV/TV", "1", "bone volume", {}}, {"osteoclast.count", "1", "osteoclasts", {}}}};
        for (double time_h = 0; time_h <= last_h; time_h += 6) {
            series.time_h.push_back(time_h);
            series.series[0].values.push_back(0.2);
            series.series[1].values.push_back(time_h);
        }
        return series;
    }

    std::filesystem::path folder_;
};

}  // namespace

TEST_CASE("A run's pictures lie in its folder, whole and alone", "[render_run]")
{
    const SmallRun small;
    RenderOptions options;
    options.size = {400, 300};
    try {
        const auto pictures = render_run(RunReader(small.folder()), options);
        const auto folder = small.folder() / "pictures";
        CHECK(pictures ==
              std::vector{folder / "bone_cells.png", folder / "slice_RANKL.png", folder / "time_series.png"});
        for (const auto& picture : pictures) CHECK(std::filesystem::file_size(picture) > 1000);
        CHECK(std::distance(std::filesystem::directory_iterator(folder), {}) == 3);
        options.time = Hours{5};
        options.fields = {"OPG", "RANKL"};
        options.folder = small.folder() / "elsewhere";
        CHECK(render_run(RunReader(small.folder()), options).size() == 4);
    } catch (const FileError& error) {
        if (std::string(error.what()).find("no way to draw") == std::string::npos) throw;
        std::cout << "SKIPPED: " << error.what() << '\n';
    }
}

TEST_CASE("What a run does not have is named before anything is drawn", "[render_run]")
{
    const SmallRun small;
    const RunReader run(small.folder());
    RenderOptions options;
    SECTION("a field")
    {
        options.fields = {"RANK"};
        CHECK_THROWS_WITH(render_run(run, options), Catch::Contains("no field RANK; did you mean RANKL"));
    }
    SECTION("a frame")
    {
        options.frame = 2;
        CHECK_THROWS_WITH(render_run(run, options), Catch::Contains("no frame 2; the last one is 1"));
    }
    SECTION("a size")
    {
        options.size = {10, 100000};
        CHECK_THROWS_WITH(render_run(run, options), Catch::Contains("320 x 240"));
    }
    SECTION("a position")
    {
        options.position = Micrometres{1000};
        CHECK_THROWS_AS(render_run(run, options), InputError);
    }
    CHECK_FALSE(std::filesystem::exists(small.folder() / "pictures"));
}
