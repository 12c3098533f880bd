#include "app/study/sampled_arms.hpp"

#include "app/study/enumerated_arms.hpp"
#include "app/study/morris.hpp"
#include "app/study/range.hpp"
#include "app/study/sampling_library.hpp"

#include <fmt/format.h>

#include <limits>
#include <map>

namespace trabecula {

namespace {

std::uint64_t read_seed(Section& design)
{
    return static_cast<std::uint64_t>(design.whole_number("design_seed", 0, std::numeric_limits<std::int32_t>::max()));
}

std::size_t read_count(Section& design, std::string_view key, std::int64_t least)
{
    return static_cast<std::size_t>(design.whole_number(key, least, static_cast<std::int64_t>(most_runs)));
}

/// Notes a problem where so many points are more than a study may have.
bool too_many(Section& design, std::size_t points)
{
    if (points <= most_runs) return false;
    design.reader().problems.add(
        design.place(),
        fmt::format("design makes {} points, more than {}; take fewer samples or factors", points, most_runs));
    return true;
}

UnitPoints morris_points(Section& design, Design& made, std::size_t factors)
{
    made.samples = read_count(design, "trajectories", 2);
    const std::size_t levels = read_count(design, "grid_levels", 4);
    const std::uint64_t seed = read_seed(design);
    if (levels % 2 == 1) {
        design.problem("grid_levels", fmt::format("= {} is odd; take an even number, like 4", levels));
        return {};
    }
    if (too_many(design, made.samples * (factors + 1))) return {};
    return morris_trajectories(made.samples, factors, levels, seed);
}

UnitPoints library_points(Section& design, Design& made, std::size_t factors)
{
    made.samples = read_count(design, "samples", 2);
    const std::uint64_t seed = made.kind == DesignKind::latin_hypercube ? read_seed(design) : 0;
    if (too_many(design, made.samples * (made.kind == DesignKind::saltelli ? factors + 2 : 1))) return {};
    const SamplingLibrary* const library = sampling_library();
    if (library == nullptr) {
        design.problem("kind", fmt::format("= \"{}\" needs OpenTURNS, which this program was built without; install "
                                           "libopenturns-dev and build again",
                                           design_words[static_cast<std::size_t>(made.kind)]));
        return {};
    }
    if (made.kind == DesignKind::saltelli) return library->saltelli(made.samples, factors);
    return made.kind == DesignKind::sobol_sequence ? library->sobol_sequence(made.samples, factors)
                                                   : library->latin_hypercube(made.samples, factors, seed);
}

}  // namespace

bool is_sampled(DesignKind kind)
{
    return kind == DesignKind::latin_hypercube || kind == DesignKind::sobol_sequence || kind == DesignKind::saltelli ||
           kind == DesignKind::morris;
}

void sample_arms(Section& design, Study& study)
{
    Design& made = study.design;
    const std::size_t factors = study.factors.size();
    made.points =
        made.kind == DesignKind::morris ? morris_points(design, made, factors) : library_points(design, made, factors);
    std::map<std::string, std::size_t> arm_of;
    for (const std::vector<double>& point : made.points) {
        Arm arm;
        for (std::size_t f = 0; f < factors; ++f) arm.push_back(level_at(study.factors[f], point[f]));
        const auto [known, is_new] = arm_of.emplace(describe(study, arm), study.arms.size());
        made.arm_of_point.push_back(known->second);
        if (is_new) study.arms.push_back(std::move(arm));
    }
}

}  // namespace trabecula
