#include "rules/rulebook.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

namespace trabecula {

namespace {

using Row = std::array<float, Rulebook::block>;

/// In the order of Exponent; what is not here is `other`.
constexpr std::array whole_exponents{1.0, 2.0, 3.0, 4.0};

}  // namespace

/// The cells that are evaluated, in the present interval.
struct Rulebook::Block {
    std::size_t count;
    Scratch& scratch;
    const SystemicInterval& interval;

    std::span<const float> levels_of(const Edge& edge) const { return scratch.signal(edge.signal).first(count); }
};

Rulebook::Scratch::Scratch(const Rulebook& rulebook)
    : signals((rulebook.signal_names_.size() + rulebook.powers_.size()) * block),
      behaviours(rulebook.behaviours_.size() * block),
      targets(rulebook.nodes_.size() * block),
      ends(rulebook.nodes_.size() * block)
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
    reads_.resize(signal_names_.size());
    for (const Edge& edge : edges_) reads_[edge.signal] = true;
    for (const std::uint32_t gate : gates_) reads_[gate] = true;
    share_powers();
}

std::uint32_t Rulebook::signal_called(const std::string& name) const
{
    const auto found = std::ranges::find(signal_names_, name);
    if (found == signal_names_.end()) throw std::logic_error(fmt::format("no signal {}", name));
    return static_cast<std::uint32_t>(found - signal_names_.begin());
}

void Rulebook::add_edges(const std::vector<Driver>& drivers)
{
    for (const Driver& driver : drivers) {
        const auto whole = std::ranges::find(whole_exponents, driver.hill);
        edges_.push_back({signal_called(driver.signal.text), static_cast<float>(1.0 / driver.half),
                          static_cast<float>(driver.hill), static_cast<float>(driver.emax),
                          static_cast<Exponent>(whole - whole_exponents.begin())});
    }
}

void Rulebook::share_powers()
{
    for (Edge& edge : edges_) {
        if (edge.exponent != Exponent::other || !is_sensed(edge.signal)) continue;
        auto found = std::ranges::find_if(powers_, [&](const Edge& power) { return power.has_same_power(edge); });
        if (found == powers_.end()) found = powers_.insert(found, edge);
        const auto row = static_cast<std::uint32_t>(found - powers_.begin());
        edge = {static_cast<std::uint32_t>(first_power_signal()) + row, 1.0F, 1.0F, edge.emax, Exponent::one};
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
    add_edges(spec.independent_inhibitors);
    rule.independent = mark();
    add_edges(spec.required);
    rule.last = mark();
    rule.first_gate = static_cast<std::uint32_t>(gates_.size());
    for (const NameInFile& state : spec.when) gates_.push_back(signal_called(state.text));
    rule.last_gate = static_cast<std::uint32_t>(gates_.size());
    rule.base = static_cast<float>(spec.base);
    rule.max = static_cast<float>(spec.max);
    const auto edges = std::span(edges_).subspan(rule.first);
    rule.same_for_all =
        spec.when.empty() && std::ranges::all_of(edges, [&](const Edge& edge) { return is_systemic(edge.signal); });
    rule.steady = std::ranges::all_of(edges, [&](const Edge& edge) { return is_sensed(edge.signal); });
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

void Rulebook::response(std::uint32_t begin, std::uint32_t end, std::size_t count, const Block& cells,
                        std::span<float> result) const
{
    float systemic_total = 0.0F;
    float systemic_effect = 0.0F;
    for (std::uint32_t e = begin; e < end; ++e) {
        const Edge& edge = edges_[e];
        if (!is_systemic(edge.signal)) continue;
        const float x = systemic_power(edge, cells);
        systemic_total += x;
        systemic_effect += edge.emax * x;
    }
    Row total;
    std::fill_n(total.begin(), count, systemic_total);
    std::fill_n(result.begin(), count, systemic_effect);
    for (std::uint32_t e = begin; e < end; ++e) {
        const Edge& edge = edges_[e];
        if (is_systemic(edge.signal)) continue;
        for_powers(edge, cells.levels_of(edge), [&, emax = edge.emax](std::size_t i, float x) {
            total[i] += x;
            result[i] += emax * x;
        });
    }
    for (std::size_t i = 0; i < count; ++i) result[i] /= 1.0F + total[i];
}

/// Multiplies by `factor(emax, x)` of each edge.
template <class Factor>
void Rulebook::multiply(std::uint32_t begin, std::uint32_t end, std::size_t count, const Block& cells,
                        std::span<float> value, Factor&& factor) const
{
    for (std::uint32_t e = begin; e < end; ++e) {
        const Edge& edge = edges_[e];
        if (is_systemic(edge.signal)) {
            const float by = factor(edge.emax, systemic_power(edge, cells));
            for (std::size_t i = 0; i < count; ++i) value[i] *= by;
        } else {
            for_powers(edge, cells.levels_of(edge),
                       [&, emax = edge.emax](std::size_t i, float x) { value[i] *= factor(emax, x); });
        }
    }
}

void Rulebook::value_of(const Rule& rule, const Block& cells, std::span<float> value) const
{
    const std::size_t count = rule.same_for_all ? 1 : cells.count;
    std::fill_n(value.begin(), count, rule.base);
    Row effect;
    if (rule.first < rule.activators) {
        response(rule.first, rule.activators, count, cells, effect);
        for (std::size_t i = 0; i < count; ++i) value[i] += (rule.max - rule.base) * effect[i];
    }
    if (rule.activators < rule.inhibitors) {
        response(rule.activators, rule.inhibitors, count, cells, effect);
        for (std::size_t i = 0; i < count; ++i) value[i] *= 1.0F - effect[i];
    }
    multiply(rule.inhibitors, rule.independent, count, cells, value,
             [](float emax, float x) { return 1.0F - emax * x / (1.0F + x); });
    multiply(rule.independent, rule.last, count, cells, value, [](float, float x) { return x / (1.0F + x); });
    if (rule.same_for_all) std::fill_n(value.begin(), cells.count, value[0]);
    if (rule.first_gate == rule.last_gate) return;
    std::fill_n(effect.begin(), count, 0.0F);
    for (std::uint32_t g = rule.first_gate; g < rule.last_gate; ++g) {
        const auto in_state = cells.scratch.signal(gates_[g]);
        for (std::size_t i = 0; i < count; ++i) effect[i] += in_state[i];
    }
    for (std::size_t i = 0; i < count; ++i) value[i] *= effect[i];
}

float Rulebook::systemic_power(const Edge& edge, const Block& cells) const
{
    float power = 0.0F;
    for_powers(edge, std::span(cells.interval.values).subspan(edge.signal - sensed_.size(), 1),
               [&](std::size_t, float x) { power = x; });
    return power;
}

/// Takes a node from the beginning of the interval to its mean over it, and keeps where it ends.
void Rulebook::relax(std::size_t n, const Block& cells) const
{
    const auto node = cells.scratch.signal(first_node_signal() + n);
    const auto target = cells.scratch.target(n);
    const auto end = cells.scratch.end(n);
    const double span = cells.interval.duration.value / nodes_[n].relaxation.value;
    const auto left = static_cast<float>(std::exp(-span));
    const auto mean_left = static_cast<float>(-std::expm1(-span) / span);
    for (std::size_t i = 0; i < cells.count; ++i) {
        const float away = node[i] - target[i];
        end[i] = target[i] + away * left;
        node[i] = target[i] + away * mean_left;
    }
}

void Rulebook::evaluate(std::size_t count, std::span<const SystemicInterval> intervals, Scratch& scratch) const
{
    double step_h = 0.0;
    for (const SystemicInterval& interval : intervals) step_h += interval.duration.value;
    for (std::size_t p = 0; p < powers_.size(); ++p)
        for_powers(powers_[p], scratch.signal(powers_[p].signal).first(count),
                   [raised = scratch.signal(first_power_signal() + p)](std::size_t i, float x) { raised[i] = x; });
    Row value;
    for (std::size_t k = 0; k < intervals.size(); ++k) {
        const Block cells{count, scratch, intervals[k]};
        for (const std::size_t n : order_) {
            if (k == 0 || !node_rules_[n].steady) value_of(node_rules_[n], cells, scratch.target(n));
            relax(n, cells);
        }
        const auto weight = static_cast<float>(intervals[k].duration.value / step_h);
        for (std::size_t b = 0; b < behaviours_.size(); ++b) {
            const bool once = behaviour_rules_[b].steady || intervals.size() == 1;
            if (once && k > 0) continue;
            const auto average = scratch.behaviour(b);
            value_of(behaviour_rules_[b], cells, once ? average : std::span<float>(value));
            if (once) continue;
            if (k == 0) std::ranges::fill(average, 0.0F);
            for (std::size_t i = 0; i < count; ++i) average[i] += weight * value[i];
        }
        for (std::size_t n = 0; n < nodes_.size(); ++n)
            std::copy_n(scratch.end(n).begin(), count, scratch.signal(first_node_signal() + n).begin());
    }
}

}  // namespace trabecula
