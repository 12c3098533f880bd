#include "app/explain/compound_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

namespace trabecula {

namespace {

/// "29.7 nM": in the unit that leaves one to three digits before the point.
std::string concentration_text(double concentration_pM)
{
    constexpr std::array units{"pM", "nM", "uM", "mM", "M"};
    std::size_t unit = 0;
    for (; unit + 1 < units.size() && concentration_pM >= 999.5; ++unit) concentration_pM /= 1000.0;
    return fmt::format("{:.3g} {}", concentration_pM, units[unit]);
}

std::string percent(double share)
{
    return fmt::format("{:.2g} %", 100.0 * share);
}

std::string target_of(const CompoundEffect& effect)
{
    return fmt::format("{} {}.{}", effect.direction == Direction::inhibits ? "inhibits" : "activates", effect.cell.text,
                       effect.target.text);
}

// ------------------------------------------------------------------------------------------------ concentrations

/// Concentrations under one heading.
struct Exposures {
    std::string heading;
    std::vector<std::pair<std::string, double>> levels_pM;
};

/// Peak and mean over the interval that follows the last dose.
std::vector<std::pair<std::string, double>> peak_and_mean(const DoseCourse& course, Hours duration)
{
    const double from_h = course.last_dose_h();
    const double to_h = course.every.value > 0.0 ? from_h + course.every.value : duration.value;
    std::vector<double> times_h{from_h, to_h};
    course.add_changes(from_h, to_h, times_h);
    std::ranges::sort(times_h);
    double area = 0.0;
    for (std::size_t i = 0; i + 1 < times_h.size(); ++i)
        area += (times_h[i + 1] - times_h[i]) * course.mean_over(times_h[i], times_h[i + 1]);
    return {{"peak", course.peak_over(from_h, to_h)}, {"mean", area / (to_h - from_h)}};
}

Exposures exposures_of(const Treatment& treatment, Hours duration)
{
    if (const auto* held = std::get_if<Exposure>(&treatment.given)) return {treatment.name, {{"held", held->level}}};
    return {treatment.name, peak_and_mean(std::get<Dosing>(treatment.given).course, duration)};
}

std::vector<Exposures> all_exposures(const Medication& medication, std::size_t compound, Hours duration)
{
    std::vector<Exposures> all;
    if (const auto nominal = medication.compounds[compound].nominal) all.push_back({"nominal", {{"", nominal->value}}});
    for (const Treatment& treatment : medication.treatments)
        if (treatment.compound == compound) all.push_back(exposures_of(treatment, duration));
    return all;
}

// ------------------------------------------------------------------------------------------------ text

using Row = std::vector<std::string>;

/// Columns under each other, the first ones to the left, those from `right_from` on to the right.
std::string aligned(const std::vector<Row>& rows, std::size_t right_from)
{
    std::vector<std::size_t> widths;
    for (const Row& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], row[c].size());
    }
    std::string text;
    for (const Row& row : rows) {
        std::string line = " ";
        for (std::size_t c = 0; c < row.size(); ++c)
            line += c < right_from ? fmt::format(" {:<{}} ", row[c], widths[c])
                                   : fmt::format("  {:>{}}", row[c], widths[c]);
        text += line.substr(0, line.find_last_not_of(' ') + 1) + '\n';
    }
    return text;
}

std::string effects_text(const Compound& compound)
{
    if (compound.effects.empty()) return "  none: it acts by what it binds\n";
    std::vector<Row> rows{{"", "Emax", "EC50", "Hill", "claims"}};
    for (const CompoundEffect& effect : compound.effects)
        rows.push_back(
            {target_of(effect), percent(effect.emax), concentration_text(effect.ec50_pM),
             fmt::format("{:g}", effect.hill),
             fmt::format("{}{}", effect.claims.empty() ? "-" : fmt::format("{}", fmt::join(effect.claims, ", ")),
                         effect.residual ? " (residual)" : "")});
    std::string text = aligned(rows, 5);
    text += "\n  Sources\n";
    for (const CompoundEffect& effect : compound.effects)
        text += fmt::format("  {}.{}: {}\n", effect.cell.text, effect.target.text, effect.source);
    return text;
}

std::string exposure_table(const Compound& compound, const std::vector<Exposures>& all)
{
    Row headings{""};
    Row kinds{""};
    Row concentrations{"concentration"};
    for (const Exposures& exposures : all)
        for (std::size_t l = 0; l < exposures.levels_pM.size(); ++l) {
            const auto& [kind, level_pM] = exposures.levels_pM[l];
            headings.push_back(l == 0 ? exposures.heading : "");
            kinds.push_back(kind);
            concentrations.push_back(concentration_text(level_pM));
        }
    std::vector<Row> rows{headings, kinds, concentrations};
    for (const CompoundEffect& effect : compound.effects) {
        Row& row = rows.emplace_back(Row{target_of(effect)});
        for (const Exposures& exposures : all)
            for (const auto& [kind, level_pM] : exposures.levels_pM) row.push_back(percent(effect.share_at(level_pM)));
    }
    return aligned(rows, 1);
}

std::string doses_text(const Dosing& dosing, const Compound& compound)
{
    const DoseCourse& course = dosing.course;
    const std::string times = course.count > 1 ? fmt::format("{} times every {:g} h from {:g} h", course.count,
                                                             course.every.value, course.start.value)
                                               : fmt::format("once, at {:g} h", course.start.value);
    return fmt::format("{} {} (pk.{})", dosing.dose, times, compound.kinetics[dosing.kinetics].name);
}

std::string treatment_text(const Treatment& treatment, const Compound& compound, Hours duration)
{
    const auto* dosing = std::get_if<Dosing>(&treatment.given);
    if (dosing == nullptr) return fmt::format("  {}: held at a concentration; no dose\n", treatment.name);
    std::string text = fmt::format("  {}: {}\n", treatment.name, doses_text(*dosing, compound));
    text += fmt::format("    source: {}\n", compound.kinetics[dosing->kinetics].source);
    const double peak_pM = peak_and_mean(dosing->course, duration).front().second;
    if (compound.nominal && peak_pM > 0.0)
        text += fmt::format("    nominal is {:.2g} times its peak\n", compound.nominal->value / peak_pM);
    return text;
}

}  // namespace

std::string compound_report(const Medication& medication, std::size_t index, Hours duration)
{
    const Compound& compound = medication.compounds[index];
    std::string text = compound.name;
    if (compound.molar_mass) text += fmt::format(", {:g} g/mol", compound.molar_mass->value);
    text += fmt::format("\n  source: {}\n\nRules it acts on\n{}\n", compound.source, effects_text(compound));
    text += "Concentration, and share of the maximal effect\n";
    const std::vector<Exposures> all = all_exposures(medication, index, duration);
    if (!all.empty()) text += exposure_table(compound, all) + '\n';
    if (!compound.nominal) text += "  no nominal concentration is known\n";
    bool dosed = false;
    for (const Treatment& treatment : medication.treatments) {
        if (treatment.compound != index) continue;
        dosed = dosed || std::holds_alternative<Dosing>(treatment.given);
        text += treatment_text(treatment, compound, duration);
    }
    if (!dosed)
        text += fmt::format("  no dose is given in this scenario, so that there is no exposure to show{}\n",
                            compound.kinetics.empty() ? "; no pharmacokinetics is known either" : "");
    return text;
}

}  // namespace trabecula
