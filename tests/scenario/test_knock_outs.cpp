#include "app/scenario/scenario.hpp"

#include "agents/observables.hpp"
#include "agents/tissue_model.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <map>

using namespace trabecula;

namespace {

using Outcome = std::map<std::string, double>;

/// Means of seeds 1, 2, ... after some time of the demo, with fields four times as coarse as the tissue, for speed.
Outcome mean_after(const std::string& duration, int seeds, const std::vector<std::string>& changes)
{
    Outcome mean;
    for (int seed = 1; seed <= seeds; ++seed) {
        std::vector<std::string> settings{"solver.coarsening=4", "time.seed=" + std::to_string(seed),
                                          "time.duration=" + duration};
        settings.insert(settings.end(), changes.begin(), changes.end());
        const Scenario scenario =
            load_scenario(std::filesystem::path(TRABECULA_SOURCE_DIR) / "configs/scenarios/demo.toml", {settings});
        TissueModel model(scenario.model, make_tissue(scenario));
        for (std::uint32_t i = 0; i < scenario.steps(); ++i) model.step();
        for (const Observable& observable : observables(model))
            mean[observable.name] += observable.measure(model) / seeds;
    }
    return mean;
}

Outcome after_three_weeks(const std::vector<std::string>& changes)
{
    return mean_after("21 d", 2, changes);
}

Outcome without(const std::string& what)
{
    return after_three_weeks({"intervention.ko.knock_out=[" + what + "]"});
}

const Outcome& wild_type()
{
    static const Outcome outcome = after_three_weeks({});
    return outcome;
}

}  // namespace

// One case, because each is a process of its own and all compare with the same untouched bone.
TEST_CASE("Bone does by itself, and without some genes, what is published", "[scenario][biology]")
{
    SECTION(
        "Left alone, bone stays as it is, though its trabeculae are nearly twice as thick as those that the balance "
        "was fitted to")
    {
        const double formed = wild_type().at("bone.formed");
        const double resorbed = wild_type().at("bone.resorbed");
        CHECK(formed / resorbed == Approx(1.0).margin(0.2));
        CHECK(wild_type().at("BV/TV") == Approx(0.1993).epsilon(0.03));
        CHECK(wild_type().at("BS") == Approx(0.865).epsilon(0.07));  // neither rough nor full of holes
        CHECK(wild_type().at("osteocyte.count") == Approx(875.0).epsilon(0.1));
    }

    SECTION("Without RANKL or M-CSF there are next to no osteoclasts, and bone is gained")
    {
        const Outcome knock_out = without(GENERATE("'RANKL'", "'MCSF'"));
        CHECK(knock_out.at("osteoclast.count") < 0.2 * wild_type().at("osteoclast.count"));
        CHECK(knock_out.at("BV/TV") > 1.05 * wild_type().at("BV/TV"));
        CHECK(knock_out.at("bone.formed") < 0.95 * wild_type().at("bone.formed"));  // coupling
    }

    SECTION("Without OPG bone is lost, and more is formed")
    {
        const Outcome knock_out = without("'OPG'");
        CHECK(knock_out.at("osteoclast.count") > 1.1 * wild_type().at("osteoclast.count"));
        CHECK(knock_out.at("bone.resorbed") > 1.5 * wild_type().at("bone.resorbed"));
        CHECK(knock_out.at("BV/TV") < 0.93 * wild_type().at("BV/TV"));
        CHECK(knock_out.at("bone.formed") > 1.02 * wild_type().at("bone.formed"));
    }

    SECTION("Without sclerostin more bone is formed, while osteoclasts stay about as many")
    {
        const Outcome knock_out = without("'SOST'");
        CHECK(knock_out.at("bone.formed") > 1.1 * wild_type().at("bone.formed"));
        CHECK(knock_out.at("BV/TV") > 1.01 * wild_type().at("BV/TV"));
        CHECK(knock_out.at("osteoclast.count") > 0.6 * wild_type().at("osteoclast.count"));
    }

    SECTION("Without the RANKL of osteocytes about a third of the osteoclasts is left")
    {
        const Outcome knock_out = without("'osteocyte.present_RANKL', 'osteocyte.secrete_RANKL'");
        const double left = knock_out.at("osteoclast.count") / wild_type().at("osteoclast.count");
        CHECK(left > 0.1);
        CHECK(left < 0.6);
    }

    SECTION("Oestrogen loss raises resorption and loses bone within weeks")
    {
        const Outcome ovariectomy = after_three_weeks({"systemic.oestrogen.level=0.1"});
        CHECK(ovariectomy.at("bone.resorbed") > 1.3 * wild_type().at("bone.resorbed"));
        const double left = ovariectomy.at("BV/TV") / wild_type().at("BV/TV");
        CHECK(left < 0.95);
        CHECK(left > 0.75);
        CHECK(ovariectomy.at("t_cell.Th17.count") > wild_type().at("t_cell.Th17.count"));
    }
}

TEST_CASE("PTH in pulses builds bone, and the same amount all day long loses it", "[scenario][biology]")
{
    // As docs/scenarios.md has it: four weeks, and as many seeds as tell the loss from chance.
    const auto after = [](const std::vector<std::string>& changes) { return mean_after("28 d", 4, changes); };
    const Outcome untreated = after({});
    const Outcome pulses = after({"systemic.PTH.changes=[{add='144 pM', every='1 d', lasting='2 h'}]"});
    const Outcome all_day = after({"systemic.PTH.changes=[{add='12 pM'}]"});
    CHECK(pulses.at("bone.formed") > 1.15 * untreated.at("bone.formed"));
    CHECK(pulses.at("BV/TV") > 1.015 * untreated.at("BV/TV"));
    CHECK(all_day.at("bone.resorbed") > 1.2 * untreated.at("bone.resorbed"));
    CHECK(all_day.at("BV/TV") < 0.97 * untreated.at("BV/TV"));
}
