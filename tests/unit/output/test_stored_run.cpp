#include "sample_run.hpp"

#include "output/run_reader.hpp"
#include "output/saved_states.hpp"
#include "output/verify.hpp"

#include <catch2/catch.hpp>
#include <zlib.h>

#include <array>

using namespace trabecula;

namespace {

void unzip(const std::filesystem::path& from, const std::filesystem::path& to)
{
    const gzFile zipped = gzopen(from.c_str(), "rb");
    std::ofstream unzipped(to, std::ios::binary);
    std::array<char, 65536> bytes{};
    for (int count = 1; (count = gzread(zipped, bytes.data(), bytes.size())) > 0;) unzipped.write(bytes.data(), count);
    gzclose(zipped);
}

}  // namespace

TEST_CASE("A run that was stored in format version 1 is read and found whole", "[output]")
{
    const ScratchFolder folder;
    const auto file = folder / "run.h5";
    unzip(std::filesystem::path(TRABECULA_SOURCE_DIR) / "tests/data/run-format-1.h5.gz", file);
    const VerifyReport report = verify_run(file);
    CHECK(report.problems == std::vector<std::string>{});
    CHECK(report.frames == 3);
    CHECK(report.checkpoints == 2);
    CHECK(report.state_hash == "17aeefa6553b547096598b5c94e820ce");

    const RunReader run(file);
    CHECK(run.title() == "A stored run of format version 1");
    CHECK(run.seed() == 1);
    CHECK(run.grid() == Grid{8, 8, 8, {10.0}});
    CHECK(run.frame_times_h() == std::vector<double>{0.0, 1.0, 2.0});
    CHECK(run.time_series().time_h.size() == 3);
    CHECK(run.agents(2).id.size() == 24);
    CHECK(run.agent_column(2, "rank").size() == 24);
    CHECK(run.voxels(0, "fields", "RANKL").at(511) == 100.F);
    CHECK(run.profile()->steps == 2);
    CHECK(!run.branch());
    const SavedStates saved(file);
    REQUIRE(saved.moments().size() == 2);
    CHECK(saved.moments().back().time_h == 2.0);
}
