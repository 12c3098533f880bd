#include "full_rulebook.hpp"

#include <fmt/format.h>

#include <array>

namespace trabecula::bench {

namespace {

constexpr std::size_t edges = 100;
constexpr std::size_t nodes = 16;
constexpr std::array exponents{2.0, 1.0, 2.0, 4.0, 2.0, 3.0};

/// Deals out signals in turn, with levels of half effect and exponents.
class Drivers {
  public:
    explicit Drivers(std::vector<std::string> signals) : signals_(std::move(signals)) {}

    std::vector<Driver> next(std::size_t count)
    {
        std::vector<Driver> drivers;
        for (; count > 0; --count, ++dealt_) {
            const double half = 0.1 + 0.2 * static_cast<double>(dealt_ % 7);
            const double emax = dealt_ % 3 == 0 ? 0.8 : 1.0;
            drivers.push_back(
                {{signals_[dealt_ * 5 % signals_.size()], {}}, half, exponents[dealt_ % exponents.size()], emax, {}});
        }
        return drivers;
    }
    std::size_t dealt() const { return dealt_; }
    void add_signal(const std::string& signal) { signals_.push_back(signal); }

  private:
    std::vector<std::string> signals_;
    std::size_t dealt_ = 0;
};

}  // namespace

Rulebook full_rulebook(const Rulebook& of_cell)
{
    std::vector<std::string> signals = of_cell.sensed();
    signals.insert(signals.end(), of_cell.systemic().begin(), of_cell.systemic().end());
    Drivers drivers(std::move(signals));
    std::vector<NodeSpec> all_nodes = of_cell.nodes();
    std::vector<BehaviourSpec> behaviours = of_cell.behaviours();
    const std::size_t to_add = edges - of_cell.edge_count();
    for (std::size_t n = 0; n < nodes; ++n) {
        NodeSpec node;
        node.rule.name.text = fmt::format("node_{}", n);
        node.rule.activators = drivers.next(3);
        node.rule.inhibitors = drivers.next(1);
        node.relaxation = Hours{0.5 + static_cast<double>(n)};
        drivers.add_signal(node.rule.name.text);
        all_nodes.push_back(std::move(node));
    }
    while (drivers.dealt() < to_add) {
        BehaviourSpec behaviour;
        behaviour.rule.name.text = fmt::format("behaviour_{}", drivers.dealt());
        behaviour.rule.activators = drivers.next(std::min<std::size_t>(2, to_add - drivers.dealt()));
        behaviour.rule.required = drivers.next(std::min<std::size_t>(1, to_add - drivers.dealt()));
        behaviour.dimension = RateDimension::name;
        behaviours.push_back(std::move(behaviour));
    }
    return {of_cell.sensed(), of_cell.systemic(), std::move(all_nodes), std::move(behaviours)};
}

}  // namespace trabecula::bench
