#include "app/study/synergy.hpp"

#include "app/study/dose_curves.hpp"
#include "app/study/doses.hpp"
#include "app/study/jackknife.hpp"

#include <cmath>

namespace trabecula {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// Two factors that are given together.
struct Pair {
    std::size_t arm = 0;
    std::size_t first = 0, second = 0;  // factors
    std::size_t level = 0;              // of both
};

/// As pairs_of (enumerated_arms.hpp) lays them out.
std::vector<Pair> pairs_in(const Study& study)
{
    const std::size_t factors = study.factors.size();
    const std::size_t levels = study.factors.front().levels.size();
    std::vector<Pair> pairs;
    for (std::size_t f = 0; f < factors; ++f)
        for (std::size_t g = f + 1; g < factors; ++g)
            for (std::size_t level = 0; level < levels; ++level)
                pairs.push_back({1 + factors * levels + pairs.size(), f, g, level});
    return pairs;
}

/// The arms of each factor alone.
std::vector<DoseCurve> curves_alone(const Study& study)
{
    std::vector<DoseCurve> alone;
    const std::size_t levels = study.factors.front().levels.size();
    for (std::size_t f = 0; f < study.factors.size(); ++f) {
        DoseCurve curve;
        for (std::size_t level = 0; level < levels; ++level)
            curve.dosed.push_back({dose_of(study.factors[f].levels[level]).value_or(0.0), 1 + f * levels + level});
        alone.push_back(std::move(curve));
    }
    return alone;
}

using Fits = std::vector<std::optional<HillCurve>>;  // of the factors

Fits fits_of(const std::vector<DoseCurve>& alone, const ArmValues& values, std::optional<std::size_t> left_out)
{
    Fits fits;
    for (const DoseCurve& curve : alone) fits.push_back(fit_curve(curve, values, left_out));
    return fits;
}

/// Expected by Bliss; excess over it; expected by Loewe; excess over it. Excesses in % of the untreated.
std::vector<double> numbers_of(const Pair& pair, const std::vector<DoseCurve>& alone, const Fits& fits,
                               const ArmValues& values, std::optional<std::size_t> left_out)
{
    const DoseCurve::Point& first = alone[pair.first].dosed[pair.level];
    const DoseCurve::Point& second = alone[pair.second].dosed[pair.level];
    const double untreated = values.mean(0, left_out);
    const double together = values.mean(pair.arm, left_out);
    const double bliss = bliss_expected(untreated, values.mean(first.arm, left_out), values.mean(second.arm, left_out));
    double loewe = unknown;
    if (fits[pair.first] && fits[pair.second])
        loewe = loewe_expected(*fits[pair.first], first.dose, *fits[pair.second], second.dose).value_or(unknown);
    const double percent = 100.0 / untreated;
    return {bliss, percent * (together - bliss), loewe, percent * (together - loewe)};
}

/// Beyond chance further than expected, or less far, in the direction that was expected.
std::string verdict_of(double untreated, double expected, const Estimate& excess)
{
    if (std::isnan(excess.low) || (excess.low <= 0.0 && excess.high >= 0.0)) return "-";
    return (excess.value > 0.0) == (expected > untreated) ? "synergy" : "antagonism";
}

AnalysisTable empty_synergy()
{
    AnalysisTable table{"synergy",
                        "pairs of doses against what each gives alone; excess in % of the untreated, intervals by the "
                        "jackknife over seeds",
                        {{"response", "", "which response"},
                         {"first", "", "factor"},
                         {"first_dose", "", "its dose"},
                         {"second", "", "factor"},
                         {"second_dose", "", "its dose"}},
                        {}};
    for (const char* name : {"untreated", "first_alone", "second_alone", "together"})
        table.columns.push_back({name, "1", "mean over seeds, in the unit of the response", false});
    for (const char* model : {"Bliss", "Loewe"}) {
        const std::string name = model;
        table.columns.push_back({name, "1", "expected by " + name + ", in the unit of the response", false});
        table.columns.push_back({name + "_excess", "percent", "together above that, of the untreated"});
        for (const char* end : {"_low", "_high"})
            table.columns.push_back({name + "_excess" + end, "percent", "end of the 95 % confidence interval"});
        table.columns.push_back({name + "_says", "", "synergy, antagonism, or - where chance may explain it"});
    }
    return table;
}

using Row = std::vector<AnalysisTable::Cell>;

Row row_of(const Study& study, std::size_t response, const Pair& pair, const std::vector<DoseCurve>& alone,
           const ArmValues& values, const std::vector<Estimate>& found)
{
    const Factor& first = study.factors[pair.first];
    const Factor& second = study.factors[pair.second];
    const double untreated = values.mean(0);
    Row row{study.responses[response].name.text,
            first.name.text,
            first.levels[pair.level].shown,
            second.name.text,
            second.levels[pair.level].shown,
            untreated,
            values.mean(alone[pair.first].dosed[pair.level].arm),
            values.mean(alone[pair.second].dosed[pair.level].arm),
            values.mean(pair.arm)};
    for (const std::size_t model : {std::size_t{0}, std::size_t{2}}) {
        const Estimate& excess = found[model + 1];
        row.insert(row.end(), {found[model].value, excess.value, excess.low, excess.high,
                               verdict_of(untreated, found[model].value, excess)});
    }
    return row;
}

void add_rows(const Study& study, const StudyTable& table, std::size_t response, AnalysisTable& into)
{
    const std::vector<DoseCurve> alone = curves_alone(study);
    const ArmValues values(study, table, response);
    const Fits whole = fits_of(alone, values, std::nullopt);
    std::vector<Fits> without;
    for (std::size_t seed = 0; seed < values.seeds(); ++seed) without.push_back(fits_of(alone, values, seed));
    for (const Pair& pair : pairs_in(study)) {
        const auto found = jackknife(values.seeds(), [&](std::optional<std::size_t> left_out) {
            return numbers_of(pair, alone, left_out ? without[*left_out] : whole, values, left_out);
        });
        into.rows.push_back(row_of(study, response, pair, alone, values, found));
    }
}

}  // namespace

double bliss_expected(double untreated, double first_alone, double second_alone)
{
    return first_alone * second_alone / untreated;
}

std::optional<double> loewe_expected(const HillCurve& first, double first_dose, const HillCurve& second,
                                     double second_dose)
{
    if (first.change * second.change < 0.0) return std::nullopt;
    const auto share_of = [](const HillCurve& curve, double dose, double change) {
        const double needed = curve.dose_for(change);
        return needed > 0.0 ? dose / needed : 0.0;
    };
    double least = 0.0;
    double most = std::abs(first.change) > std::abs(second.change) ? first.change : second.change;
    for (int i = 0; i < 60; ++i) {
        const double change = 0.5 * (least + most);
        const double shares = share_of(first, first_dose, change) + share_of(second, second_dose, change);
        (shares > 1.0 ? least : most) = change;
    }
    return first.untreated + 0.5 * (least + most);
}

AnalysisTable synergy_of(const Study& study, const StudyTable& table, const Analysis& analysis)
{
    AnalysisTable made = empty_synergy();
    for (const std::size_t response : analysis.responses) add_rows(study, table, response, made);
    return made;
}

}  // namespace trabecula
