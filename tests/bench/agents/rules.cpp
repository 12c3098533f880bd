#include "rules.hpp"

#include "full_rulebook.hpp"
#include "sections.hpp"
#include "stopwatch.hpp"
#include "table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace trabecula::bench {

namespace {

constexpr int repetitions = 5;
constexpr int blocks = 4000;

/// Three signals that behaviours answer to, each to two of them, all with one exponent.
Rulebook rulebook_of_exponent(double hill)
{
    std::vector<BehaviourSpec> behaviours;
    for (int b = 0; b < 10; ++b) {
        BehaviourSpec behaviour;
        behaviour.rule.name.text = fmt::format("b{}", b);
        behaviour.rule.activators = {{{"x", {}}, 0.5 + b, hill, 1.0, {}}, {{"y", {}}, 1.5 + b, hill, 1.0, {}}};
        behaviours.push_back(std::move(behaviour));
    }
    return {{"x", "y"}, {"drug"}, {}, std::move(behaviours)};
}

}  // namespace

double edges_per_s(const Rulebook& rulebook)
{
    const std::vector<SystemicInterval> step{{Hours{1.0}, std::vector<float>(rulebook.systemic().size(), 0.7F)}};
    Rulebook::Scratch scratch(rulebook);
    for (std::size_t i = 0; i < scratch.signals.size(); ++i) scratch.signals[i] = 0.01F * static_cast<float>(i % 101);
    double least_s = std::numeric_limits<double>::infinity();
    for (int repetition = 0; repetition < repetitions; ++repetition)
        least_s = std::min(least_s, processor_seconds([&] {
                               for (int b = 0; b < blocks; ++b) rulebook.evaluate(Rulebook::block, step, scratch);
                           }));
    return static_cast<double>(rulebook.edge_count() * Rulebook::block) * blocks / least_s;
}

nlohmann::ordered_json rules(const Options&)
{
    Table table("rules: edges that one thread evaluates, the values of nodes and behaviours included",
                {"rulebook", "edges", "Medges/s", "ns/edge"});
    const auto add = [&](const std::string& name, const Rulebook& rulebook) {
        const double rate = edges_per_s(rulebook);
        table.add({name, rulebook.edge_count(), 1e-6 * rate, 1e9 / rate});
    };
    for (const double hill : {1.0, 2.0, 3.0, 4.0, 1.5, 2.7})
        add(fmt::format("hill {:g}", hill), rulebook_of_exponent(hill));
    add("full", full_rulebook(rulebook_of_exponent(2.0)));
    return table.rows();
}

}  // namespace trabecula::bench
