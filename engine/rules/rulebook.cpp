#include "rules/rulebook.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

namespace trabecula {

namespace {

using Row = std::array<float, Rulebook::block>;

/// x^hill for x >= 0.
inline float power(float x, float hill)
{
    if (hill == 1.0F) return x;
    if (hill == 2.0F) return x * x;
    if (hill == 4.0F) return (x * x) * (x * x);
    return x > 0.0F ? std::exp2(hill * std::log2(x)) : 0.0F;
}

/// A driver far above its half level would overflow a sum of powers; beyond this the response is 1 to rounding.
constexpr float saturated = 1e12F;

}  // namespace

Rulebook::Scratch::Scratch(const Rulebook& rulebook)
    : signals(rulebook.signal_names_.size() * block), behaviours(rulebook.behaviours_.size() * block)
{}

Rulebook::Rulebook(std::vector<std::string> sensed, std::vector<std::string> systemic, std::vector<NodeSpec> nodes,
                   std::vector<BehaviourSpec> behaviours)
    : sensed_(std::move(sensed)),
      systemic_(std::move(systemic)),
      nodes_(std::move(nodes)),
      behaviours_(std::move(behaviours)),
      signal_names_(sensed_)
{
    signal_names_.insert(signal_names_.end(), systemic_.begin(), systemic_.end());
    for (const NodeSpec& node : nodes_) signal_names_.push_back(node.rule.name.text);
    for (const NodeSpec& node : nodes_) node_rules_.push_back(compile(node.rule));
    for (const BehaviourSpec& behaviour : behaviours_) behaviour_rules_.push_back(compile(behaviour.rule));
    order_ = node_order();
}

void Rulebook::add_edges(const std::vector<Driver>& drivers)
{
    for (const Driver& driver : drivers) {
        const auto found = std::ranges::find(signal_names_, driver.signal.text);
        if (found == signal_names_.end()) throw std::logic_error(fmt::format("no signal {}", driver.signal.text));
        edges_.push_back({static_cast<std::uint32_t>(found - signal_names_.begin()),
                          static_cast<float>(1.0 / driver.half), static_cast<float>(driver.hill),
                          static_cast<float>(driver.emax)});
    }
}

Rulebook::Rule Rulebook::compile(const RuleSpec& spec)
{
    const auto mark = [this] { return static_cast<std::uint32_t>(edges_.size()); };
    Rule rule{};
    rule.first = mark();
    add_edges(spec.activators);
    rule.activators = mark();
    add_edges(spec.inhibitors);
    rule.inhibitors = mark();
    add_edges(spec.required);
    rule.last = mark();
    rule.base = static_cast<float>(spec.base);
    rule.max = static_cast<float>(spec.max);
    return rule;
}

std::vector<std::size_t> Rulebook::node_order() const
{
    std::vector<std::size_t> order;
    std::vector<bool> placed(nodes_.size(), false);
    const auto ready = [&](std::size_t n) {
        for (std::uint32_t e = node_rules_[n].first; e < node_rules_[n].last; ++e) {
            const std::size_t signal = edges_[e].signal;
            if (signal < first_node_signal()) continue;
            const std::size_t driver = signal - first_node_signal();
            if (driver != n && !placed[driver]) return false;
        }
        return true;
    };
    while (order.size() < nodes_.size()) {
        std::size_t next = nodes_.size();
        for (std::size_t n = 0; n < nodes_.size() && next == nodes_.size(); ++n)
            if (!placed[n] && ready(n)) next = n;
        if (next == nodes_.size()) next = static_cast<std::size_t>(std::ranges::find(placed, false) - placed.begin());
        placed[next] = true;
        order.push_back(next);
    }
    return order;
}

void Rulebook::value_of(const Rule& rule, std::size_t count, Scratch& scratch, std::span<float> value) const
{
    const auto response = [&](std::uint32_t begin, std::uint32_t end, Row& result) {
        Row total{};
        result.fill(0.0F);
        for (std::uint32_t e = begin; e < end; ++e) {
            const Edge& edge = edges_[e];
            const auto level = scratch.signal(edge.signal);
            for (std::size_t i = 0; i < count; ++i) {
                const float x = std::min(saturated, power(level[i] * edge.inverse_half, edge.hill));
                total[i] += x;
                result[i] += edge.emax * x;
            }
        }
        for (std::size_t i = 0; i < count; ++i) result[i] /= 1.0F + total[i];
    };
    Row up;
    Row down;
    response(rule.first, rule.activators, up);
    response(rule.activators, rule.inhibitors, down);
    for (std::size_t i = 0; i < count; ++i) value[i] = (rule.base + (rule.max - rule.base) * up[i]) * (1.0F - down[i]);
    for (std::uint32_t e = rule.inhibitors; e < rule.last; ++e) {
        const Edge& edge = edges_[e];
        const auto level = scratch.signal(edge.signal);
        for (std::size_t i = 0; i < count; ++i) {
            const float x = std::min(saturated, power(level[i] * edge.inverse_half, edge.hill));
            value[i] *= x / (1.0F + x);
        }
    }
}

void Rulebook::evaluate(std::size_t count, std::span<const SystemicInterval> intervals, Scratch& scratch) const
{
    double step_h = 0.0;
    for (const SystemicInterval& interval : intervals) step_h += interval.duration.value;
    std::ranges::fill(scratch.behaviours, 0.0F);
    std::vector<Row> end_of_interval(nodes_.size());
    Row target;

    for (const SystemicInterval& interval : intervals) {
        for (std::size_t s = 0; s < systemic_.size(); ++s)
            std::ranges::fill(scratch.signal(sensed_.size() + s), interval.values[s]);
        for (const std::size_t n : order_) {
            const auto node = scratch.signal(first_node_signal() + n);
            value_of(node_rules_[n], count, scratch, target);
            const double span = interval.duration.value / nodes_[n].relaxation.value;
            const auto left = static_cast<float>(std::exp(-span));
            const auto mean_left = static_cast<float>(-std::expm1(-span) / span);
            for (std::size_t i = 0; i < count; ++i) {
                const float away = node[i] - target[i];
                end_of_interval[n][i] = target[i] + away * left;
                node[i] = target[i] + away * mean_left;
            }
        }
        const auto weight = static_cast<float>(interval.duration.value / step_h);
        for (std::size_t b = 0; b < behaviours_.size(); ++b) {
            value_of(behaviour_rules_[b], count, scratch, target);
            const auto average = scratch.behaviour(b);
            for (std::size_t i = 0; i < count; ++i) average[i] += weight * target[i];
        }
        for (std::size_t n = 0; n < nodes_.size(); ++n)
            std::copy_n(end_of_interval[n].begin(), count, scratch.signal(first_node_signal() + n).begin());
    }
}

}  // namespace trabecula
