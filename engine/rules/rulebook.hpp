#pragma once
#include "rules/edge.hpp"
#include "rules/rule_spec.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace trabecula {

/// A part of a step in which every systemic signal has one value: its exact average over that part.
struct SystemicInterval {
    Hours duration;
    std::vector<float> values;  // one per systemic signal, in the signal's unit
};

/// The rules of one cell type as flat tables: every name has become an index.
///
/// Signals are numbered: first what each cell senses at its place (`sensed`, filled by the caller), then the systemic
/// ones, then the type's own nodes. Nodes are evaluated in an order in which drivers come before what they drive; in a
/// loop the driver's value at the beginning of the interval is used.
class Rulebook {
  public:
    /// @throws std::logic_error  a driver names no signal (reading has reported that before)
    Rulebook(std::vector<std::string> sensed, std::vector<std::string> systemic, std::vector<NodeSpec> nodes,
             std::vector<BehaviourSpec> behaviours);

    const std::vector<std::string>& sensed() const { return sensed_; }
    const std::vector<std::string>& systemic() const { return systemic_; }
    const std::vector<NodeSpec>& nodes() const { return nodes_; }
    const std::vector<BehaviourSpec>& behaviours() const { return behaviours_; }
    std::size_t edge_count() const { return edges_.size(); }

    /// The most cells that one call of `evaluate` takes.
    static constexpr std::size_t block = 256;

    /// Room for one block: row s of `signals` holds signal s of every cell.
    struct Scratch {
        explicit Scratch(const Rulebook& rulebook);
        std::vector<float> signals;  // behind those of the rulebook: powers of sensed ones
        std::vector<float> behaviours;
        std::vector<float> targets;  // of each node, in the present interval
        std::vector<float> ends;     // of each node, after the present interval
        std::span<float> signal(std::size_t s) { return row(signals, s); }
        std::span<float> behaviour(std::size_t b) { return row(behaviours, b); }
        std::span<float> target(std::size_t n) { return row(targets, n); }
        std::span<float> end(std::size_t n) { return row(ends, n); }

      private:
        static std::span<float> row(std::vector<float>& rows, std::size_t r)
        {
            return std::span(rows).subspan(r * block, block);
        }
    };

    /// Whether some rule answers to a signal: a row of `Scratch::signals` that none reads need not be filled.
    bool reads(std::size_t signal) const { return reads_[signal]; }

    /// Evaluates `count` cells over the intervals of a step, in order.
    /// In: the sensed rows and the node rows (at the beginning of the step) of `scratch`.
    /// Out: the node rows (at the end of the step) and the behaviour rows (time averages over the step).
    /// Pure: depends on `scratch` and `intervals` alone.
    void evaluate(std::size_t count, std::span<const SystemicInterval> intervals, Scratch& scratch) const;

    std::size_t first_node_signal() const { return sensed_.size() + systemic_.size(); }

  private:
    struct Rule {  // edges [first, activators) activate, [activators, inhibitors) inhibit together,
                   // [inhibitors, independent) inhibit each by itself, [independent, last) are required;
                   // gates [first_gate, last_gate) are the states of `when`
        std::uint32_t first, activators, inhibitors, independent, last;
        std::uint32_t first_gate, last_gate;
        float base, max;
        bool same_for_all;  // answers to systemic signals alone, or to none
        bool steady;        // answers to what is sensed alone: the same in every interval of a step
    };
    bool is_sensed(std::uint32_t signal) const { return signal < sensed_.size(); }
    bool is_systemic(std::uint32_t signal) const { return !is_sensed(signal) && signal < first_node_signal(); }
    std::size_t first_power_signal() const { return first_node_signal() + nodes_.size(); }
    Rule compile(const RuleSpec& spec);
    void add_edges(const std::vector<Driver>& drivers);
    std::uint32_t signal_called(const std::string& name) const;
    void share_powers();
    std::vector<std::size_t> node_order() const;

    struct Block;  // the cells that are evaluated
    float systemic_power(const Edge& edge, const Block& cells) const;
    void response(std::uint32_t begin, std::uint32_t end, std::size_t count, const Block& cells,
                  std::span<float> result) const;
    template <class Factor>
    void multiply(std::uint32_t begin, std::uint32_t end, std::size_t count, const Block& cells, std::span<float> value,
                  Factor&& factor) const;
    void value_of(const Rule& rule, const Block& cells, std::span<float> value) const;
    void relax(std::size_t node, const Block& cells) const;

    std::vector<std::string> sensed_;
    std::vector<std::string> systemic_;
    std::vector<NodeSpec> nodes_;
    std::vector<BehaviourSpec> behaviours_;
    std::vector<std::string> signal_names_;
    std::vector<Edge> edges_;
    std::vector<std::uint32_t> gates_;  // signals that are 0 or 1
    std::vector<Rule> node_rules_;
    std::vector<Rule> behaviour_rules_;
    std::vector<std::size_t> order_;
    std::vector<Edge> powers_;  // of sensed signals, to exponents that are not whole: once for all edges that need them
    std::vector<bool> reads_;   // per signal
};

}  // namespace trabecula
