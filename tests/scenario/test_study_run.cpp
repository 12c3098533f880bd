#include "app/run/run_scenario.hpp"
#include "app/study/study_run.hpp"

#include "output/run_reader.hpp"
#include "output/study_file.hpp"

#include "core/error.hpp"
#include "core/parallel.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <bit>
#include <cstdint>
#include <filesystem>
#include <vector>

using namespace trabecula;

namespace {

namespace fs = std::filesystem;

Scenario brief_scenario()
{
    return load_scenario(fs::path(TRABECULA_SOURCE_DIR) / "configs/scenarios/demo.toml",
                         {{"tissue.synthetic.size=200 um", "time.duration=25 h", "output.series=6 h"}});
}

/// What is not defined yet is not a number, which equals nothing; its bits do.
std::vector<std::uint64_t> bits_of(const std::vector<double>& values)
{
    std::vector<std::uint64_t> bits;
    for (const double value : values) bits.push_back(std::bit_cast<std::uint64_t>(value));
    return bits;
}

}  // namespace

TEST_CASE("A scenario with another seed is what reading it with that seed gives", "[study]")
{
    const auto file = fs::path(TRABECULA_SOURCE_DIR) / "configs/scenarios/demo.toml";
    const Scenario changed = with_seed(load_scenario(file, {{"time.seed=0"}}), 7);
    const Scenario read = load_scenario(file, {{"time.seed=7"}});
    CHECK(changed.model.seed == 7);
    CHECK(changed.resolved == read.resolved);
    CHECK(changed.hash == read.hash);
}

TEST_CASE("A run of a study has the time series of the same scenario run alone, to the bit", "[study]")
{
    const fs::path folder = fs::temp_directory_path() / ("trabecula-study-run-" + std::to_string(::getpid()));
    fs::create_directories(folder);
    const Scenario scenario = brief_scenario();
    const BoneVolume bone = make_bone(scenario);
    run_for_study(scenario, folder / "one.h5", BoneAtEnd::left, &bone);
    RunOptions options;
    options.folder = folder / "run";
    options.talk = Talk::quiet;
    ThreadLimit limit(1);
    limit.run([&] { return run_scenario(scenario, options); });

    const StudyRunResult result = read_study_run(folder / "one.h5", 1);
    const RunReader run(folder / "run");
    CHECK(result.series.time_h == run.time_series().time_h);
    CHECK(result.series.time_h == std::vector<double>{0.0, 6.0, 12.0, 18.0, 24.0, 25.0});
    REQUIRE(result.series.series.size() == run.time_series().series.size());
    for (std::size_t i = 0; i < result.series.series.size(); ++i) {
        const Series& one = result.series.series[i];
        const Series& other = run.time_series().series[i];
        CAPTURE(one.name);
        CHECK(one.name == other.name);
        CHECK(one.unit == other.unit);
        CHECK(bits_of(one.values) == bits_of(other.values));
    }
    CHECK(result.seconds > 0.0);
    CHECK(result.peak_memory_bytes > 1000000);
    CHECK_THROWS_AS(read_study_run(folder / "one.h5", 2), FileError);
    fs::remove_all(folder);
}
