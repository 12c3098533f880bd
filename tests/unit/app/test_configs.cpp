#include "app/scenario/scenario.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace trabecula;

namespace {

const std::filesystem::path configs = std::filesystem::path(TRABECULA_SOURCE_DIR) / "configs";

}  // namespace

TEST_CASE("Every scenario in configs/ is right, and reads the same from its resolved text", "[config]")
{
    for (const auto& entry : std::filesystem::directory_iterator(configs / "scenarios")) {
        CAPTURE(entry.path());
        const Scenario scenario = load_scenario(entry.path(), {});
        const Scenario again = scenario_from_text(scenario.resolved, "resolved");
        CHECK(again.hash == scenario.hash);
        CHECK(again.model.fields.size() == scenario.model.fields.size());
        CHECK(again.steps() == scenario.steps());
    }
}

TEST_CASE("A compound acts on its target alone", "[config][compound]")
{
    const Scenario plain = load_scenario(configs / "scenarios/demo.toml", {});
    const Scenario treated = load_scenario(configs / "scenarios/demo-berberine.toml", {});
    const auto inhibitors = [](const Scenario& scenario, const std::string& name) {
        for (const NodeSpec& node : scenario.model.cells[index(Cell::osteoclast_precursor)].rulebook.nodes())
            if (node.rule.name.text == name) return node.rule.inhibitors.size();
        return std::size_t{99};
    };
    CHECK(inhibitors(treated, "nfkb") == inhibitors(plain, "nfkb") + 1);
    CHECK(inhibitors(treated, "nfatc1") == inhibitors(plain, "nfatc1"));
    CHECK(treated.model.systemic.back().level_at(1.0) == Approx(1e7));
}

TEST_CASE("A setting on the command line wins over the file", "[config]")
{
    const Scenario scenario =
        load_scenario(configs / "scenarios/demo.toml", {{"time.duration=2 d", "cell.t_cell.density=5000 /mm3"}});
    CHECK(scenario.steps() == 48);
    CHECK(scenario.model.cells[index(Cell::t_cell)].density == Approx(5000.0));
}
