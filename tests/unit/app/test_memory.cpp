#include "app/run/check_memory.hpp"
#include "app/run/estimate.hpp"
#include "app/study/workers_that_fit.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace trabecula;

namespace {

namespace fs = std::filesystem;

Scenario demo(const std::string& size)
{
    return load_scenario(fs::path(TRABECULA_SOURCE_DIR) / "configs/scenarios/demo.toml",
                         {{"tissue.synthetic.size=" + size}});
}

}  // namespace

TEST_CASE("A scenario that would not fit is refused with both amounts and what sets the limit", "[memory]")
{
    const Scenario small = demo("200 um");
    const Scenario large = demo("3 mm");
    CHECK_NOTHROW(check_memory(small, {1e9, "the machine"}));
    CHECK_NOTHROW(check_memory(large, {8e9, "the machine"}));
    CHECK_THROWS_WITH(check_memory(large, {1.5e9, "its cgroup"}),
                      Catch::Contains("needs about 4.") &&
                          Catch::Contains("GB of memory, and its cgroup allows 1.5 GB") &&
                          Catch::Contains("--any-memory"));
    CHECK(memory_at_most(small) > memory_needed(small));
    CHECK(memory_at_most(large) > memory_needed(large));
}

TEST_CASE("As many runs go on side by side as memory has room for", "[memory][study]")
{
    const std::vector<Scenario> scenarios{demo("200 um"), demo("480 um")};
    const double most_bytes = memory_needed(scenarios[1]);
    CHECK(workers_that_fit(scenarios, 8, {1e12, "the machine"}) == 8);
    CHECK(workers_that_fit(scenarios, 8, {3.5 * most_bytes, "the machine"}) == 3);
    CHECK(workers_that_fit(scenarios, 2, {3.5 * most_bytes, "the machine"}) == 2);
    const MemoryLimit without_the_large{0.9 * most_bytes, "its cgroup"};  // which is to fail by itself
    CHECK(workers_that_fit(scenarios, 1, without_the_large) == 1);
    CHECK_THROWS_WITH(workers_that_fit({scenarios[1]}, 8, without_the_large), Catch::Contains("its cgroup allows"));
}

TEST_CASE("Cells placed one by one need memory as many as they are, wherever they stand", "[memory]")
{
    Scenario scenario = demo("480 um");
    CellTable far_away;
    for (int i = 0; i < 10; ++i) far_away.cells.push_back({index(Cell::t_cell), {400.0 + i, 400.0, 400.0}, {}, i, 1});
    scenario.model.placed = far_away;
    CHECK(memory_needed(scenario) < memory_needed(demo("480 um")));
    CHECK(estimate(scenario).agents == 10.0);
}
