#include "app/scenario/scenario.hpp"

#include "agents/observables.hpp"
#include "agents/tissue_model.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <map>

using namespace trabecula;

namespace {

using Outcome = std::map<std::string, double>;

/// What one run (seed 1) of a culture has in the end.
Outcome end_of(const std::string& culture, const std::vector<std::string>& changes)
{
    const Scenario scenario = load_scenario(
        std::filesystem::path(TRABECULA_SOURCE_DIR) / "configs/scenarios" / (culture + ".toml"), {changes});
    TissueModel model(scenario.model, make_tissue(scenario));
    for (std::uint32_t i = 0; i < scenario.steps(); ++i) model.step();
    Outcome outcome;
    for (const Observable& observable : observables(model)) outcome[observable.name] = observable.measure(model);
    return outcome;
}

/// Changes that hold a cytokine in the medium.
std::vector<std::string> holding(const std::string& field, const std::string& level)
{
    return {"fields." + field + ".initial=" + level, "fields." + field + ".walls.z_high=" + level};
}

}  // namespace

// One case: a process of its own each would take longer. Sizes, from three seeds, are in docs/scenarios.md.
TEST_CASE("Cultures answer as published", "[scenario][biology][culture]")
{
    SECTION("Osteoclasts need RANKL, come on day three, and are less than half as many with 10 uM berberine")
    {
        CHECK(end_of("osteoclastogenesis", holding("RANKL", "0 pM")).at("osteoclast.count") == 0.0);
        const double on_day_two = end_of("osteoclastogenesis", {"time.duration=2 d"}).at("osteoclast.count");
        const Outcome untreated = end_of("osteoclastogenesis", {});
        const Outcome berberine = end_of("osteoclastogenesis-berberine", {});
        CHECK(untreated.at("osteoclast.count") > 15.0);
        CHECK(on_day_two < 0.2 * untreated.at("osteoclast.count"));
        CHECK(berberine.at("osteoclast.count") < 0.65 * untreated.at("osteoclast.count"));
        CHECK(berberine.at("bone.resorbed") < 0.65 * untreated.at("bone.resorbed"));
    }

    SECTION("LPS makes macrophages M1, raises their cytokines, and kills some of them")
    {
        const std::string small = "tissue.well.voxels=[40, 40, 8]";
        const Outcome stimulated = end_of("macrophage-lps", {small});
        const Outcome resting = end_of("macrophage-lps", {small, "systemic.LPS.level=0"});
        CHECK(stimulated.at("macrophage.M1.count") > 3.0 * resting.at("macrophage.M1.count"));
        for (const char* cytokine : {"TNF.mean", "IL6.mean", "IL1B.mean"})
            CHECK(stimulated.at(cytokine) > 10.0 * resting.at(cytokine));
        CHECK(stimulated.at("macrophage.count") < 0.95 * resting.at("macrophage.count"));
    }

    SECTION("Autophagy takes most of the TNF and IL-6 of senescent macrophages away")
    {
        const std::vector<std::string> small{"tissue.well.voxels=[40, 40, 8]", "time.duration=3 d"};
        std::vector<std::string> more = small;
        more.emplace_back("cell.macrophage.node.autophagy.base=1");
        more.emplace_back("cell.macrophage.node.autophagy.initial=1");
        const Outcome senescent = end_of("senescent-macrophage-msc", small);
        const Outcome autophagic = end_of("senescent-macrophage-msc", more);
        for (const char* cytokine : {"TNF.mean", "IL6.mean"})
            CHECK(autophagic.at(cytokine) / senescent.at(cytokine) == Approx(0.4).margin(0.15));
    }

    SECTION("Mesenchymal cells become osteoblasts and form bone, few of them with TNF, hardly any without BMP-2")
    {
        const Outcome untreated = end_of("osteoblastogenesis", {});
        const Outcome inflamed = end_of("osteoblastogenesis", holding("TNF", "50 pM"));
        CHECK(untreated.at("osteoblast.count") > 40.0);
        CHECK(inflamed.at("osteoblast.count") < 0.5 * untreated.at("osteoblast.count"));
        CHECK(inflamed.at("bone.formed") < 0.5 * untreated.at("bone.formed"));
        const Outcome alone = end_of("osteoblastogenesis", {"intervention.without.knock_out=['BMP2']"});
        CHECK(alone.at("osteoblast.count") < 0.1 * untreated.at("osteoblast.count"));
    }

    SECTION("Naive T cells become Th17 with TGF-b and IL-6, Treg with TGF-b alone")
    {
        const std::string small = "tissue.well.voxels=[40, 40, 8]";
        std::vector<std::string> alone = holding("IL6", "0 pM");
        alone.push_back(small);
        const Outcome both = end_of("cd4-th17", {small});
        const Outcome tgfb = end_of("cd4-th17", alone);
        CHECK(both.at("t_cell.Th17.count") / both.at("t_cell.count") == Approx(0.29).margin(0.1));
        CHECK(tgfb.at("t_cell.Th17.count") < 0.3 * both.at("t_cell.Th17.count"));
        CHECK(tgfb.at("t_cell.Treg.count") > 1.3 * both.at("t_cell.Treg.count"));
    }

    SECTION("Beside osteoblasts with PTH osteoclasts come without RANKL in the medium, and OPG stops them")
    {
        const double with_pth = end_of("coculture", {}).at("osteoclast.count");
        CHECK(with_pth > 6.0);
        CHECK(with_pth > 2.0 * end_of("coculture", {"systemic.PTH.level=0 nM"}).at("osteoclast.count"));
        CHECK(end_of("coculture", holding("OPG", "80 pM")).at("osteoclast.count") < 0.2 * with_pth);
    }
}
