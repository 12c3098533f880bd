#include "app/evidence/deal_targets.hpp"
#include "app/evidence/influences.hpp"
#include "app/evidence/kind.hpp"
#include "app/evidence/plan_evidence.hpp"
#include "app/evidence/select_claims.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>

using namespace trabecula;

namespace {

const std::filesystem::path folder = std::filesystem::path(TRABECULA_SOURCE_DIR) / "configs/assays";
using Names = std::vector<std::string>;

const Influences& culture()
{
    static const Influences influences(load_scenario(folder / "../scenarios/inflamed-osteoclastogenesis.toml").model);
    return influences;
}

Compound compound_with(const std::string& source, const Names& claims)
{
    Compound compound;
    compound.name = "x";
    compound.effects.push_back({});
    compound.effects.back().source = source;
    compound.effects.back().claims = claims;
    return compound;
}

Claim claim(const std::string& id, const std::string& reference, const std::string& magnitude = "")
{
    Claim made;
    made.id = id;
    made.reference = reference;
    made.magnitude = magnitude;
    return made;
}

}  // namespace

TEST_CASE("An effect on the cell that is counted is encoded, one on another cell is predicted", "[evidence]")
{
    const Names osteoclasts{"osteoclast"};
    CHECK(culture().path("osteoclast_precursor.nfkb", osteoclasts) == Path::within_cell);
    CHECK(culture().path("macrophage.tlr4_myd88_irak4", osteoclasts) == Path::across_cells);
    CHECK(culture().path("macrophage.tlr4_myd88_irak4", Names{"TNF"}) == Path::within_cell);
    CHECK(culture().path("macrophage.tlr4_myd88_irak4", Names{"age"}) == Path::none);
    CHECK(kind_of(Names{"macrophage.nfkb"}, osteoclasts, culture()) == Kind::predicted);
    CHECK(kind_of(Names{"macrophage.nfkb", "osteoclast_precursor.nfkb"}, osteoclasts, culture()) == Kind::encoded);
    CHECK(kind_of(Names{"macrophage.nfkb"}, Names{"age"}, culture()) == Kind::unreached);
}

TEST_CASE("A cytokine that a cell's own rules answer to is encoded there, and what becomes of a cell is the same cell",
          "[evidence]")
{
    CHECK(culture().path("RANKL", Names{"osteoclast"}) == Path::within_cell);
    CHECK(culture().path("msc.wnt", Names{"osteoblast.form"}) == Path::within_cell);
    CHECK(culture().path("OPG", Names{"osteoclast"}) == Path::within_cell);
    CHECK(culture().path("t_cell.stat3_rorgt", Names{"osteoclast"}) == Path::across_cells);
}

TEST_CASE("A claim that reports a number which an effect was fitted to is calibrated", "[evidence]")
{
    const Compound fitted = compound_with("calibrated: to it", {"A-1"});
    CHECK(is_calibrated(claim("A-1", "25", "-58.3"), fitted));
    CHECK_FALSE(is_calibrated(claim("A-1", "25"), fitted));
    CHECK_FALSE(is_calibrated(claim("A-2", "25", "-58.3"), fitted));
    CHECK_FALSE(is_calibrated(claim("A-1", "25", "-58.3"), compound_with("assumed: so", {"A-1"})));
}

TEST_CASE("An effect cites a claim by its name, or by a claim of the same reference", "[evidence]")
{
    const std::vector<Claim> all{claim("A-1", "25"), claim("A-2", "25"), claim("B-1", "conclusion"),
                                 claim("B-2", "conclusion")};
    const CompoundEffect effect = compound_with("review 25", {"A-1", "B-1"}).effects.front();
    CHECK(cites(effect, all[0], all));
    CHECK(cites(effect, all[1], all));
    CHECK(cites(effect, all[2], all));
    CHECK_FALSE(cites(effect, all[3], all));
}

TEST_CASE("A deal gives effects the targets of others, each once, and the next deal is another", "[evidence]")
{
    std::vector<Compound> compounds{compound_with("x", {}), compound_with("x", {}), compound_with("x", {})};
    const Names targets{"macrophage.nfkb", "msc.wnt", "t_cell.stat3_rorgt"};
    for (std::size_t i = 0; i < compounds.size(); ++i) {
        compounds[i].name = "c" + std::to_string(i);
        compounds[i].effects[0].name = "e";
        compounds[i].effects[0].cell.text = targets[i].substr(0, targets[i].find('.'));
        compounds[i].effects[0].target.text = targets[i].substr(targets[i].find('.') + 1);
    }
    std::set<Names> orders;
    for (std::uint64_t number = 1; number <= 20; ++number) {
        const DealtTargets dealt = deal_targets(compounds, number);
        CHECK(dealt == deal_targets(compounds, number));
        Names order;
        for (const auto& [name, settings] : dealt) {
            REQUIRE(settings.size() == 3);
            const std::string key = "compound." + name + ".effect.e.target=";
            REQUIRE(settings.front().starts_with(key));
            order.push_back(settings.front().substr(key.size()));
        }
        CHECK(std::is_permutation(order.begin(), order.end(), targets.begin(), targets.end()));
        orders.insert(order);
    }
    CHECK(orders.size() > 3);

    compounds[0].effects[0].freed = true;
    CHECK_FALSE(deal_targets(compounds, 1).contains("c0"));
}

TEST_CASE("Controls are of claims whose compounds have targets, and change nothing else", "[evidence][config]")
{
    const Assays assays = read_assays(folder, Effort::quick);
    const std::vector<Claim> all = read_claims(folder / "evidence.csv");
    const std::vector<Claim> chosen =
        select_claims(all, assays, {{"NET-2", "DRUG-1", "PUE-3a", "RG1-4"}, {}, {}, false});
    const EvidencePlan plan = plan_evidence(folder, assays, all, chosen, 2);
    REQUIRE(plan.controls.size() == 4);
    for (const Control& control : plan.controls) {
        REQUIRE(control.claims.size() == 2);  // no compound; targets that bone frees
        for (const PlannedClaim& planned : control.claims)
            for (const PlannedPart& part : planned.parts) {
                const EvidenceArm& treated = plan.arms[part.treated];
                CHECK(treated.compound.has_value() == (control.kind != ControlKind::inert));
                CHECK((part.treated == part.reference) == (part.later_seeds > 0));
                CHECK(treated.settings == plan.arms[part.reference].settings);
            }
    }
}

TEST_CASE("A withdrawn compound stops when means begin, in the arms that it is withdrawn from", "[evidence][DRUG-4]")
{
    const Assays assays = read_assays(folder, Effort::quick);
    const std::vector<Claim> all = read_claims(folder / "evidence.csv");
    const EvidencePlan plan =
        plan_evidence(folder, assays, all, select_claims(all, assays, {{"DRUG-4"}, {}, {}, false}));
    const auto stops = [&](std::size_t arm) {
        return std::ranges::any_of(plan.arms[arm].given,
                                   [](const std::string& setting) { return setting.ends_with(".stop=672 h"); });
    };
    REQUIRE(plan.claims.front().parts.size() == 5);
    for (const PlannedPart& part : plan.claims.front().parts) {
        CAPTURE(part.comparison);
        const bool of_two = plan.arms[part.treated].compound->name != plan.arms[part.reference].compound->name;
        CHECK(stops(part.treated));
        CHECK(stops(part.reference) == of_two);
    }
}

TEST_CASE("Every row of the table can be run", "[evidence][config]")
{
    const Effort effort = GENERATE(Effort::full, Effort::quick);
    const Assays assays = read_assays(folder, effort);
    const std::vector<Claim> all = read_claims(folder / "evidence.csv");
    REQUIRE(all.size() == 91);
    const EvidencePlan plan = plan_evidence(folder, assays, all, all);
    REQUIRE(plan.claims.size() == all.size());
    for (const PlannedClaim& planned : plan.claims) {
        CAPTURE(planned.claim.id);
        CHECK_FALSE(planned.parts.empty());
        for (const PlannedPart& part : planned.parts) CHECK(part.treated != part.reference);
    }
}

TEST_CASE("Details and contexts that no row asks for are not kept", "[evidence][config]")
{
    const Assays assays = read_assays(folder, Effort::full);
    const std::vector<Claim> all = read_claims(folder / "evidence.csv");
    for (const auto& [id, details] : assays.details) CHECK(std::ranges::find(all, id, &Claim::id) != all.end());
    for (const auto& [name, context] : assays.contexts)
        CHECK(std::ranges::find(all, name, &Claim::context) != all.end());
}

TEST_CASE("Claims are chosen by name, compound, context, and cultures alone", "[evidence]")
{
    const Assays assays = read_assays(folder, Effort::full);
    const std::vector<Claim> all = read_claims(folder / "evidence.csv");
    CHECK(select_claims(all, assays, {}).size() == all.size());
    CHECK(select_claims(all, assays, {{"ICA-1", "PUE-3a"}, {}, {}, false}).size() == 2);
    for (const Claim& chosen : select_claims(all, assays, {{}, {"icariin"}, {"macrophage_lps"}, false}))
        CHECK(chosen.context == "macrophage_lps");
    for (const Claim& chosen : select_claims(all, assays, {{}, {}, {}, true})) CHECK(chosen.context != "ovx");
    CHECK_THROWS_WITH(select_claims(all, assays, {{"ICA-4"}, {}, {}, false}), Catch::Contains("did you mean ICA-"));
    CHECK_THROWS_WITH(select_claims(all, assays, {{"ICA-1"}, {"puerarin"}, {}, false}), Catch::Contains("no claim"));
}
