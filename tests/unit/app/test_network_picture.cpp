#include "app/explain/network_picture.hpp"
#include "app/scenario/scenario.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

using namespace trabecula;

namespace {

const std::filesystem::path source_folder = TRABECULA_SOURCE_DIR;

std::string picture(const std::vector<std::string>& changes)
{
    return network_picture(load_scenario(source_folder / "configs/scenarios/demo.toml", {changes}).model);
}

std::size_t count(const std::string& text, const std::string& part)
{
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++found;
    return found;
}

}  // namespace

TEST_CASE("The picture of the network has every rule and every edge", "[explain]")
{
    const ModelParams model = load_scenario(source_folder / "configs/scenarios/demo.toml").model;
    const std::string svg = network_picture(model);
    std::size_t rules = 0;
    std::size_t edges = 0;
    std::size_t inhibiting = 0;
    for (const CellParams& cell : model.cells) {
        CHECK_THAT(svg, Catch::Contains(">" + cell.name + "</text>"));
        rules += cell.rulebook.nodes().size() + cell.rulebook.behaviours().size();
        const auto count_edges = [&](const RuleSpec& rule) {
            edges += rule.activators.size() + rule.inhibitors.size() + rule.independent_inhibitors.size() +
                     rule.required.size() + rule.when.size();
            inhibiting += rule.inhibitors.size() + rule.independent_inhibitors.size();
        };
        for (const NodeSpec& node : cell.rulebook.nodes()) count_edges(node.rule);
        for (const BehaviourSpec& behaviour : cell.rulebook.behaviours()) count_edges(behaviour.rule);
    }
    CHECK(count(svg, "fill=\"#e7f3e7\"") + count(svg, "fill=\"#fbf1df\"") == rules);
    CHECK(count(svg, "opacity=\"0.7\"") == edges);
    CHECK(count(svg, " V") == inhibiting);
    CHECK(count(svg, "<svg ") == count(svg, "</svg>"));
}

TEST_CASE("A loop of nodes is drawn too", "[explain]")
{
    CHECK_NOTHROW(picture({"cell.msc.node.akt.activators=[{signal='ampk', half=1, hill=1}]",
                           "cell.msc.node.ampk.activators=[{signal='akt', half=1, hill=1}]"}));
}

TEST_CASE("The picture in docs is that of the network", "[explain]")
{
    std::ifstream file(source_folder / "docs/pictures/network.svg");
    const std::string drawn{std::istreambuf_iterator<char>(file), {}};
    INFO("draw it anew: trabecula explain configs/scenarios/demo.toml -o docs/pictures/network.svg --force");
    CHECK((drawn == picture({})));
}
