#include "app/explain/compound_report.hpp"

#include "app/explain/exposures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
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
    return share > 0.0 && share < 1e-5 ? "< 0.001 %" : fmt::format("{:.3g} %", 100.0 * share);
}

// ------------------------------------------------------------------------------------------------ tables

using Column = std::vector<std::string>;

/// All of one width, to the left ("<") or to the right (">").
Column padded(Column column, std::string_view side)
{
    std::size_t width = 0;
    for (const std::string& cell : column) width = std::max(width, cell.size());
    for (std::string& cell : column)
        cell = side == "<" ? fmt::format("{:<{}}", cell, width) : fmt::format("{:>{}}", cell, width);
    return column;
}

/// Columns of equal length beside each other.
Column beside(Column left, const Column& right)
{
    for (std::size_t row = 0; row < left.size(); ++row) left[row] += "  " + right[row];
    return left;
}

/// Columns under a heading that spans them.
Column under(const std::string& heading, const Column& columns)
{
    const std::size_t width = std::max(heading.size(), columns.front().size());
    Column all{heading, std::string(width, '-')};
    all.insert(all.end(), columns.begin(), columns.end());
    return padded(std::move(all), ">");
}

std::string lines_of(const Column& column)
{
    std::string text;
    for (const std::string& line : column) text += "  " + line.substr(0, line.find_last_not_of(' ') + 1) + '\n';
    return text;
}

std::string effects_table(const Compound& compound)
{
    Column targets{""};
    Column most{"Emax"};
    Column halves{"EC50"};
    Column hills{"Hill"};
    Column claims{"claims"};
    for (const CompoundEffect& effect : compound.effects) {
        targets.push_back(described(effect) + (effect.freed ? " (in the bone it resorbs)" : ""));
        most.push_back(percent(effect.emax));
        halves.push_back(concentration_text(effect.ec50_pM));
        hills.push_back(fmt::format("{:g}", effect.hill));
        claims.push_back(fmt::format("{}{}",
                                     effect.claims.empty() ? "-" : fmt::to_string(fmt::join(effect.claims, ", ")),
                                     effect.residual ? " (residual)" : ""));
    }
    Column table = padded(targets, "<");
    for (const Column& column : {most, halves, hills}) table = beside(table, padded(column, ">"));
    return lines_of(beside(table, padded(claims, "<")));
}

std::string exposure_table(const Compound& compound, const std::vector<Exposures>& all)
{
    Column labels{"", "", "concentration"};
    for (const CompoundEffect& effect : compound.effects)
        if (!effect.freed) labels.push_back(described(effect));
    const auto is_dosed = [](const Exposures& exposures) { return exposures.levels.size() > 1; };
    const bool has_kinds = std::ranges::any_of(all, is_dosed);
    if (has_kinds) labels.insert(labels.begin(), "");
    Column table = padded(labels, "<");
    for (const Exposures& exposures : all) {
        Column group;
        for (const Exposures::Level& level : exposures.levels) {
            Column column{concentration_text(level.concentration_pM)};
            for (const CompoundEffect& effect : compound.effects)
                if (!effect.freed) column.push_back(percent(effect.share_at(level.concentration_pM)));
            if (has_kinds) column.insert(column.begin(), level.kind);
            column = padded(column, ">");
            group = group.empty() ? column : beside(group, column);
        }
        table = beside(table, under(exposures.heading, group));
    }
    return lines_of(table);
}

// ------------------------------------------------------------------------------------------------ words

std::string sources_text(const Compound& compound)
{
    std::string text = "\n";
    for (const CompoundEffect& effect : compound.effects)
        text += fmt::format("  {}\n      source: {}\n", described(effect), effect.source);
    return text;
}

std::string dosing_text(const Treatment& treatment, const Dosing& dosing, const Compound& compound)
{
    const DoseCourse& course = dosing.course;
    const std::string times = course.count > 1 ? fmt::format("{} doses, every {:g} h from {:g} h", course.count,
                                                             course.every.value, course.start.value)
                                               : fmt::format("once, at {:g} h", course.start.value);
    const std::string part = treatment.mixture.empty() ? "" : fmt::format(", its part of {}", treatment.mixture);
    return fmt::format("  {}: {}{}, {} (pk.{})\n", treatment.name, dosing.dose, part, times,
                       compound.kinetics[dosing.kinetics].name);
}

std::string bone_text(const BoneUptake& bone)
{
    return fmt::format(
        "\nIn bone\n  its surface takes up {:g} um/h times the concentration in the marrow; what "
        "osteoclasts free acts on them\n      source: {}\n",
        bone.rate.value, bone.source);
}

/// How far the nominal concentration is above the highest that doses give.
std::string gap_text(const Treatment& treatment, const Compound& compound, Hours duration)
{
    const double peak_pM = exposures_of(treatment, duration).levels.front().concentration_pM;
    if (!compound.nominal || peak_pM <= 0.0) return {};
    const double ratio = compound.nominal->value / peak_pM;
    return fmt::format("      at its peak the marrow has 1/{} of the nominal concentration\n",
                       ratio < 100.0 ? fmt::format("{:.2g}", ratio) : fmt::format("{:.0f}", ratio));
}

std::string treatments_text(const Medication& medication, std::size_t compound, Hours duration)
{
    std::string text;
    std::vector<bool> used(medication.compounds[compound].kinetics.size());
    for (const Treatment& treatment : medication.treatments) {
        const auto* dosing = std::get_if<Dosing>(&treatment.given);
        if (treatment.compound != compound || dosing == nullptr) continue;
        text += dosing_text(treatment, *dosing, medication.compounds[compound]);
        text += gap_text(treatment, medication.compounds[compound], duration);
        used[dosing->kinetics] = true;
    }
    if (text.empty()) return "  no dose is given in this scenario, so that there is no exposure to show\n";
    for (std::size_t k = 0; k < used.size(); ++k) {
        const Kinetics& kinetics = medication.compounds[compound].kinetics[k];
        if (used[k]) text += fmt::format("  pk.{}\n      source: {}\n", kinetics.name, kinetics.source);
    }
    return text;
}

}  // namespace

std::string described(const CompoundEffect& effect)
{
    return fmt::format("{} {}.{}", effect.direction == Direction::inhibits ? "inhibits" : "activates", effect.cell.text,
                       effect.target.text);
}

std::string compound_report(const Medication& medication, std::size_t index, Hours duration)
{
    const Compound& compound = medication.compounds[index];
    std::string text = compound.name;
    if (compound.molar_mass) text += fmt::format(", {:g} g/mol", compound.molar_mass->value);
    text += fmt::format("\n  source: {}\n\nWhat it acts on\n", compound.source);
    if (compound.acts_as)
        text += fmt::format("  every rule of {}, to which its concentration adds\n", compound.acts_as->text);
    else if (compound.effects.empty())
        text += "  no rule; it acts by what it binds\n";
    if (!compound.effects.empty()) text += effects_table(compound) + sources_text(compound);
    if (compound.bone) text += bone_text(*compound.bone);
    text += "\nConcentration in the marrow, and share of the maximal effect\n";
    const std::vector<Exposures> all = all_exposures(medication, index, duration);
    if (!all.empty()) text += exposure_table(compound, all) + '\n';
    if (!compound.nominal) text += "  no nominal concentration is known\n";
    if (compound.kinetics.empty()) text += "  no pharmacokinetics is known\n";
    return text + treatments_text(medication, index, duration);
}

}  // namespace trabecula
