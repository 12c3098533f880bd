#include "app/study/sensitivity.hpp"

#include "app/study/effects.hpp"
#include "app/study/morris.hpp"
#include "app/study/sampling_library.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace trabecula {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

using Column = AnalysisTable::Column;
using Row = std::vector<AnalysisTable::Cell>;

/// Columns NAME, NAME_low and NAME_high.
void add_with_interval(AnalysisTable& table, const Column& column)
{
    table.columns.push_back(column);
    for (const char* end : {"_low", "_high"})
        table.columns.push_back({column.name + end, column.unit, "end of the 95 % confidence interval"});
}

/// Of each point of the design.
std::vector<double> point_values(const Study& study, const ArmValues& values)
{
    std::vector<double> of_points;
    for (const std::size_t arm : study.design.arm_of_point) of_points.push_back(values.mean(arm));
    return of_points;
}

bool vary(const std::vector<double>& values)
{
    return !values.empty() && std::ranges::any_of(values, [&](double value) { return value != values.front(); });
}

struct Known {
    UnitPoints points;
    std::vector<double> values;
};

/// The points whose value is known; of a Saltelli design all that belong to the same base point are left out together.
Known known_points(const Design& design, const std::vector<double>& values)
{
    const std::size_t stride = design.kind == DesignKind::saltelli ? design.samples : values.size();
    std::vector<bool> is_known(stride, true);
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!std::isfinite(values[i])) is_known[i % stride] = false;
    Known known;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!is_known[i % stride]) continue;
        known.points.push_back(design.points[i]);
        known.values.push_back(values[i]);
    }
    return known;
}

/// The library that made the design is there.
SobolIndices sobol_of(const Design& design, const std::vector<double>& values)
{
    const Known known = known_points(design, values);
    const std::size_t factors = design.points.front().size();
    const std::vector<SobolIndex> none(factors, {unknown, unknown, unknown});
    if (known.values.size() < 2 * (factors + 2) || !vary(known.values)) return {none, none};
    return sampling_library()
        ->sobol_indices(known.points, known.values, known.values.size() / (factors + 2))
        .value_or(SobolIndices{none, none});
}

void add_sobol_rows(const Study& study, const std::string& response, const ArmValues& values, AnalysisTable& into)
{
    const SobolIndices found = sobol_of(study.design, point_values(study, values));
    for (std::size_t f = 0; f < study.factors.size(); ++f) {
        const auto& [first, total] = std::pair(found.first[f], found.total[f]);
        into.rows.push_back({response, study.factors[f].name.text, first.value, first.low, first.high, total.value,
                             total.low, total.high});
    }
}

void add_morris_rows(const Study& study, const std::string& response, const ArmValues& values, AnalysisTable& into)
{
    const std::vector<double> of_points = point_values(study, values);
    for (std::size_t f = 0; f < study.factors.size(); ++f) {
        const std::vector<double> effects = elementary_effects(study.design.points, of_points, f);
        std::vector<double> sizes;
        for (const double effect : effects) sizes.push_back(std::abs(effect));
        const Summary size = summarise(sizes);
        const Summary signed_effect = summarise(effects);
        into.rows.push_back({response, study.factors[f].name.text, size.mean,
                             std::max(0.0, size.mean - size.half_interval), size.mean + size.half_interval,
                             signed_effect.mean, signed_effect.sd});
    }
}

/// Of correlations by Fisher's z.
void add_correlation_rows(const Study& study, const std::string& response, const ArmValues& values, AnalysisTable& into)
{
    const Known known = known_points(study.design, point_values(study, values));
    const std::size_t factors = study.factors.size();
    std::vector<double> found(factors, unknown);
    if (known.values.size() > factors + 3 && vary(known.values))
        found = sampling_library()->rank_correlations(known.points, known.values);
    const double half =
        1.959964 / std::sqrt(static_cast<double>(known.values.size()) - static_cast<double>(factors) - 2.0);
    for (std::size_t f = 0; f < factors; ++f)
        into.rows.push_back({response, study.factors[f].name.text, found[f], std::tanh(std::atanh(found[f]) - half),
                             std::tanh(std::atanh(found[f]) + half)});
}

void add_effect_rows(const Study& study, const std::string& response, const ArmValues& values, AnalysisTable& into)
{
    std::size_t arm = 1;
    for (const Factor& factor : study.factors)
        for (const Level& level : factor.levels) {
            const Effect effect = effect_between(values, arm++, 0);
            into.rows.push_back({response, factor.name.text, level.shown, effect.percent, effect.low, effect.high});
        }
}

using AddRows = void (*)(const Study&, const std::string&, const ArmValues&, AnalysisTable&);

/// Names the columns of a design's measure. @return what makes its rows for a response
AddRows begin_table(DesignKind design, AnalysisTable& table)
{
    table.columns = {{"response", "", "which response"}, {"factor", "", "which factor"}};
    switch (design) {
        case DesignKind::saltelli:
            table.meaning = "Sobol' indices: shares of the variance that a factor makes";
            add_with_interval(table, {"first", "1", "by itself"});
            add_with_interval(table, {"total", "1", "with all its interactions"});
            return &add_sobol_rows;
        case DesignKind::morris:
            table.meaning = "elementary effects: change of the response over the whole range of a factor, in its unit";
            add_with_interval(table, {"mu_star", "1", "mean size of the effect"});
            table.columns.push_back({"mu", "1", "mean effect"});
            table.columns.push_back({"sigma", "1", "SD of the effect: interactions, bends, and the noise of seeds"});
            return &add_morris_rows;
        case DesignKind::one_at_a_time:
            table.meaning = "effect of one level against the base, pairs of the same seed";
            table.columns.push_back({"level", "", "of that factor, all others at their base"});
            add_with_interval(table, {"effect", "percent", "change of the response"});
            return &add_effect_rows;
        default:
            table.meaning = "partial rank correlation of a factor with the response, -1 to 1";
            add_with_interval(table, {"correlation", "1", "the others held fixed"});
            return &add_correlation_rows;
    }
}

}  // namespace

AnalysisTable sensitivity_of(const Study& study, const StudyTable& table, const Analysis& analysis)
{
    AnalysisTable made;
    made.name = "sensitivity";
    const AddRows add_rows = begin_table(study.design.kind, made);
    for (const std::size_t response : analysis.responses)
        add_rows(study, study.responses[response].name.text, ArmValues(study, table, response), made);
    return made;
}

}  // namespace trabecula
