#include "sections.hpp"
#include "table.hpp"
#include "timed_step.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace trabecula::bench {

namespace {

constexpr int turns = 3;

/// Stages whose work is said to grow with `what`.
double seconds_of(const StageSeconds& times, GrowsWith what)
{
    double sum = 0.0;
    for (std::size_t s = 0; s < stages().size(); ++s)
        if (stages()[s].grows_with == what) sum += times.of_stage[s];
    return sum;
}

/// The steps of a series of sizes, each beside the slope in log-log from the size before.
class GrowthTable {
  public:
    explicit GrowthTable(std::string_view title)
        : table_(title, {"voxels", "agents", "step s", "agents' s", "voxels' s", "slope"})
    {}

    /// @param grows  of what and how much there is, and the seconds that should grow with it
    template <class Grows>
    void add(const Size& size, Grows&& grows)
    {
        Workspace work = whole_tissue(size);
        const StageSeconds times = measure_steps(work, turns).one.processor;
        const auto [amount, taken_s] = grows(times, work);
        const std::string slope =
            before_s_ > 0.0 ? fmt::format("{:.3f}", std::log(taken_s / before_s_) / std::log(amount / before_)) : "-";
        table_.add({size.voxels(), agent_count(work), times.total(), seconds_of(times, GrowsWith::agents),
                    seconds_of(times, GrowsWith::voxels), slope});
        before_ = amount;
        before_s_ = taken_s;
    }
    const nlohmann::ordered_json& rows() const { return table_.rows(); }

  private:
    Table table_;
    double before_ = 0.0;
    double before_s_ = 0.0;
};

}  // namespace

nlohmann::ordered_json growth(const Options& options)
{
    using Point = std::pair<double, double>;
    nlohmann::ordered_json found;

    GrowthTable tissue("scaling: one agent per 8 voxels; slope of the whole step over the agents");
    for (double agents : {1e4, 1e5, 1e6, 1e7})
        if (agents <= 1e6 || options.large)
            tissue.add(size_of(agents), [](const StageSeconds& times, const Workspace& work) {
                return Point{agent_count(work), times.total()};
            });
    found["tissue"] = tissue.rows();

    GrowthTable agents("scaling: voxels fixed; slope of the agents' stages over the agents");
    for (double count : {1e4, 1e5, 1e6, 1e7})
        if (count <= 1e6 || options.large)
            agents.add({options.large ? 400 : options.size.edge, count},
                       [](const StageSeconds& times, const Workspace& work) {
                           return Point{agent_count(work), seconds_of(times, GrowsWith::agents)};
                       });
    found["agents"] = agents.rows();

    GrowthTable voxels("scaling: agents fixed; slope of the voxels' stages over the voxels");
    for (int edge : {128, 200, 256, 400})
        if (edge <= 256 || options.large)
            voxels.add({edge, 1e5}, [](const StageSeconds& times, const Workspace& work) {
                return Point{work.state.tissue.grid.size(), seconds_of(times, GrowsWith::voxels)};
            });
    found["voxels"] = voxels.rows();
    return found;
}

}  // namespace trabecula::bench
