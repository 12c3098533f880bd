#include "rules/rulebook.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace trabecula;

namespace {

Driver driver(const std::string& signal, double half, double hill = 1.0, double emax = 1.0)
{
    return {{signal, {}}, half, hill, emax, {}};
}

BehaviourSpec behaviour(double base, double max, std::vector<Driver> activators, std::vector<Driver> inhibitors = {},
                        std::vector<Driver> required = {})
{
    BehaviourSpec spec;
    spec.rule.name.text = "fuse";
    spec.rule.base = base;
    spec.rule.max = max;
    spec.rule.activators = std::move(activators);
    spec.rule.inhibitors = std::move(inhibitors);
    spec.rule.required = std::move(required);
    return spec;
}

NodeSpec node(const std::string& name, double relaxation_h, std::vector<Driver> activators)
{
    NodeSpec spec;
    spec.rule.name.text = name;
    spec.rule.activators = std::move(activators);
    spec.relaxation = Hours{relaxation_h};
    return spec;
}

const std::vector<SystemicInterval> one_hour{{Hours{1.0}, {0.0F}}};

/// The behaviour of one cell that senses RANKL and M-CSF.
float rate_of(const BehaviourSpec& spec, float rankl, float mcsf, float drug = 0.0F)
{
    const Rulebook rulebook({"RANKL", "MCSF"}, {"drug"}, {}, {spec});
    Rulebook::Scratch scratch(rulebook);
    scratch.signal(0)[0] = rankl;
    scratch.signal(1)[0] = mcsf;
    const std::vector<SystemicInterval> step{{Hours{1.0}, {drug}}};
    rulebook.evaluate(1, step, scratch);
    return scratch.behaviour(0)[0];
}

}  // namespace

TEST_CASE("A rule with states acts in those states alone, and its node fades when they are left", "[rules][states]")
{
    BehaviourSpec secrete = behaviour(5.0, 5.0, {});
    secrete.rule.when = {{"M1", {}}, {"M2", {}}};
    NodeSpec output = node("output", 2.0, {});
    output.rule.base = 1.0;
    output.rule.when = {{"M1", {}}};
    const Rulebook rulebook({"M0", "M1", "M2"}, {"drug"}, {output}, {secrete});
    CHECK(rulebook.reads(1));
    CHECK_FALSE(rulebook.reads(0));
    Rulebook::Scratch scratch(rulebook);
    for (std::size_t state = 0; state < 3; ++state) scratch.signal(state)[state] = 1.0F;  // one cell in each
    const std::size_t node_row = rulebook.first_node_signal();
    for (std::size_t i = 0; i < 3; ++i) scratch.signal(node_row)[i] = 1.0F;
    rulebook.evaluate(3, one_hour, scratch);
    CHECK(scratch.behaviour(0)[0] == 0.0F);
    CHECK(scratch.behaviour(0)[1] == 5.0F);
    CHECK(scratch.behaviour(0)[2] == 5.0F);
    CHECK(scratch.signal(node_row)[1] == Approx(1.0));
    CHECK(scratch.signal(node_row)[0] == Approx(std::exp(-0.5)));
    CHECK(scratch.signal(node_row)[2] == Approx(std::exp(-0.5)));
}

TEST_CASE("Precursors fuse only where RANKL and M-CSF meet", "[rules][NET-2]")
{
    const auto [rankl_pM, mcsf_pM, fuses] = GENERATE(table<float, float, bool>({
        {0.F, 0.F, false},
        {100.F, 0.F, false},
        {0.F, 100.F, false},
        {100.F, 100.F, true},
    }));
    const auto rule = behaviour(0.0, 0.5, {driver("RANKL", 50.0, 2.0)}, {}, {driver("MCSF", 3.0)});
    CHECK((rate_of(rule, rankl_pM, mcsf_pM) > 0.0F) == fuses);
}

TEST_CASE("A rule is half way at the half level, and saturates", "[rules]")
{
    const double hill = GENERATE(0.7, 1.0, 2.0, 3.3, 4.0);
    const auto rule = behaviour(1.0, 5.0, {driver("RANKL", 50.0, hill)});
    CHECK(rate_of(rule, 0.0F, 0.0F) == Approx(1.0));
    CHECK(rate_of(rule, 50.0F, 0.0F) == Approx(3.0));
    CHECK(rate_of(rule, 100.0F, 0.0F) == Approx(1.0 + 4.0 * std::pow(2.0, hill) / (1.0 + std::pow(2.0, hill))));
    CHECK(rate_of(rule, 1e20F, 0.0F) == Approx(5.0));
}

TEST_CASE("Activators add in units of their half levels, inhibitors take away a share", "[rules]")
{
    const auto two = behaviour(0.0, 1.0, {driver("RANKL", 50.0), driver("MCSF", 10.0)});
    CHECK(rate_of(two, 50.0F, 10.0F) == Approx(2.0 / 3.0));
    const auto inhibited = behaviour(1.0, 1.0, {}, {driver("drug", 3.0, 1.0, 0.8)});
    CHECK(rate_of(inhibited, 0.0F, 0.0F, 3.0F) == Approx(1.0 - 0.4));
    CHECK(rate_of(inhibited, 0.0F, 0.0F, 1e9F) == Approx(0.2));
}

TEST_CASE("An independent inhibitor takes its share of what the others leave", "[rules]")
{
    auto rule = behaviour(1.0, 1.0, {});
    rule.rule.independent_inhibitors = {driver("RANKL", 50.0, 2.0, 0.8), driver("drug", 3.0, 1.0, 0.5)};
    const double by_rankl = 1.0 - 0.8 * 4.0 / 5.0;
    const double by_drug = 1.0 - 0.5 / 2.0;
    CHECK(rate_of(rule, 100.0F, 0.0F) == Approx(by_rankl));
    CHECK(rate_of(rule, 0.0F, 0.0F, 3.0F) == Approx(by_drug));
    CHECK(rate_of(rule, 100.0F, 0.0F, 3.0F) == Approx(by_rankl * by_drug));
    CHECK(rate_of(rule, 1e9F, 0.0F, 1e9F) == Approx(0.2 * 0.5));  // competing ones leave no less than the mean of both
    rule.rule.inhibitors = {driver("MCSF", 10.0)};
    CHECK(rate_of(rule, 100.0F, 10.0F) == Approx(0.5 * by_rankl));
}

TEST_CASE("A node relaxes exponentially, whatever the step is cut into", "[rules]")
{
    const Rulebook rulebook({"RANKL"}, {"drug"}, {node("nfkb", 2.0, {driver("RANKL", 1.0)})}, {});
    const auto after = [&](const std::vector<SystemicInterval>& intervals) {
        Rulebook::Scratch scratch(rulebook);
        scratch.signal(0)[0] = 1.0F;
        rulebook.evaluate(1, intervals, scratch);
        return scratch.signal(rulebook.first_node_signal())[0];
    };
    const float whole = after({{Hours{3.0}, {0.0F}}});
    CHECK(whole == Approx(0.5 * (1.0 - std::exp(-1.5))));
    CHECK(after({{Hours{1.0}, {0.0F}}, {Hours{0.5}, {0.0F}}, {Hours{1.5}, {0.0F}}}) == Approx(whole));
}

TEST_CASE("A behaviour follows the mean of its node over the step, also down a chain", "[rules]")
{
    const Rulebook rulebook({"RANKL"}, {"drug"},
                            {node("late", 1.0, {driver("early", 0.5)}), node("early", 1.0, {driver("RANKL", 1.0)})},
                            {behaviour(0.0, 1.0, {driver("early", 1.0)})});
    Rulebook::Scratch scratch(rulebook);
    scratch.signal(0)[0] = 1.0F;
    rulebook.evaluate(1, one_hour, scratch);
    const double mean = 0.5 * (1.0 - (1.0 - std::exp(-1.0)));
    CHECK(scratch.behaviour(0)[0] == Approx(mean / (1.0 + mean)));
    CHECK(scratch.signal(rulebook.first_node_signal())[0] > 0.0F);  // "early" is evaluated before "late" all the same
}

TEST_CASE("A pulse acts on a nonlinear response for as long as it lasts, at any step", "[rules][systemic]")
{
    const auto rule = behaviour(0.0, 1.0, {driver("drug", 10.0, 2.0)});
    const Rulebook rulebook({}, {"drug"}, {}, {rule});
    const auto response = [&](const std::vector<SystemicInterval>& step) {
        Rulebook::Scratch scratch(rulebook);
        rulebook.evaluate(1, step, scratch);
        return scratch.behaviour(0)[0];
    };
    // 20 pM for two of four hours: 0.8 x 1/2, not the response to 10 pM
    CHECK(response({{Hours{2.0}, {20.0F}}, {Hours{2.0}, {0.0F}}}) == Approx(0.4));
}
