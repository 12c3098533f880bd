#include "viz/report/tables.hpp"

#include "viz/labels.hpp"
#include "viz/report/numbers.hpp"
#include "viz/report/series_kinds.hpp"

#include "lattice/measures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace trabecula {

namespace {

/// What the summary tells; a count as it is, a share in percent.
struct Outcome {
    const char* series;
    const char* name;
    const char* unit;
    double factor;
};

constexpr auto outcomes = std::to_array<Outcome>({
    {"BV/TV", "Bone volume, BV/TV", "%", 100},
    {"bone.resorbed", "Bone resorbed", "10⁶ µm³", 1000},
    {"bone.formed", "Bone formed", "10⁶ µm³", 1000},
    {"osteoclast.count", "Osteoclasts", "", 1},
    {"osteoblast.count", "Osteoblasts", "", 1},
    {"osteocyte.count", "Osteocytes", "", 1},
});

/// A number of one run at the start and at the end.
struct Ends {
    double start = NAN;
    double end = NAN;
};

Ends ends_of(const RunReader& run, const std::string& name)
{
    const Series* series = find_series(run, name);
    if (series == nullptr || series->values.empty()) return {};
    return {series->values.front(), series->values.back()};
}

std::vector<Ends> ends_of(const Arm& arm, const std::string& series)
{
    std::vector<Ends> ends;
    for (const RunReader& run : arm.runs) ends.push_back(ends_of(run, series));
    return ends;
}

template <class Number>
MeanAndSd over(const std::vector<Ends>& ends, Number number)
{
    std::vector<double> values;
    std::ranges::transform(ends, std::back_inserter(values), number);
    return mean_and_sd(values);
}

double change_in_percent(const Ends& ends)
{
    return ends.start != 0 ? 100 * (ends.end - ends.start) / ends.start : NAN;
}

/// By how much an arm ends above another: runs of equal seed are compared with each other, as they share the history
/// of every cell that the treatment did not touch; without such pairs the means are.
std::string against(const Arm& arm, const Arm& first, const Outcome& outcome)
{
    std::vector<double> differences;
    for (const RunReader& run : arm.runs)
        for (const RunReader& twin : first.runs)
            if (run.seed() == twin.seed())
                differences.push_back(outcome.factor *
                                      (ends_of(run, outcome.series).end - ends_of(twin, outcome.series).end));
    const auto end = [](const Ends& ends) { return ends.end; };
    if (differences.empty())
        differences.push_back(outcome.factor * (over(ends_of(arm, outcome.series), end).mean -
                                                over(ends_of(first, outcome.series), end).mean));
    return with_sign(mean_and_sd(differences));
}

Html value_of(const Comparison& comparison, std::size_t a, const Outcome& outcome)
{
    const std::vector<Ends> ends = ends_of(comparison.arms[a], outcome.series);
    const auto scaled = [&](double Ends::*which) {
        return over(ends, [&](const Ends& one) { return outcome.factor * one.*which; });
    };
    const MeanAndSd start = scaled(&Ends::start);
    const MeanAndSd change = over(ends, change_in_percent);
    Html content = element("strong", text(shown(scaled(&Ends::end))));
    if (*outcome.unit != 0) content += element("span", text(outcome.unit), attribute("class", "unit"));
    if (std::isfinite(change.mean))
        content +=
            element("small", text(fmt::format("from {}; changed by {}", shown(start.mean), shown_change(change))));
    if (a > 0)
        content += element(
            "small", text("difference from the first: " + against(comparison.arms[a], comparison.arms[0], outcome)));
    return content;
}

/// Whether there is anything to tell: a number other than zero in some run.
bool has(const Comparison& comparison, const Outcome& outcome)
{
    return std::ranges::any_of(comparison.arms, [&](const Arm& arm) {
        const std::vector<Ends> ends = ends_of(arm, outcome.series);
        return std::ranges::any_of(ends, [](const Ends& one) { return std::abs(one.start) + std::abs(one.end) > 0; });
    });
}

Html cards(const Comparison& comparison)
{
    Html content;
    for (const Outcome& outcome : outcomes)
        if (has(comparison, outcome))
            content += element("div", element("h3", text(outcome.name)) + value_of(comparison, 0, outcome),
                               attribute("class", "card"));
    return element("div", content, attribute("class", "cards"));
}

std::vector<Html> head_of(const Comparison& comparison, const char* first)
{
    std::vector<Html> head{text(first)};
    for (const Arm& arm : comparison.arms) head.push_back(text(arm.name));
    return head;
}

Html outcome_table(const Comparison& comparison)
{
    HtmlTable table{head_of(comparison, "At the end"), {}, "outcomes"};
    for (const Outcome& outcome : outcomes) {
        if (!has(comparison, outcome)) continue;
        std::vector<Html> row{text(outcome.name)};
        for (std::size_t a = 0; a < comparison.arms.size(); ++a) row.push_back(value_of(comparison, a, outcome));
        table.rows.push_back(std::move(row));
    }
    return html_of(table);
}

Html what_was_run(const Arm& arm)
{
    const RunReader& run = arm.first();
    const Grid& grid = run.grid();
    std::string seeds;
    for (const RunReader& one : arm.runs) seeds += (seeds.empty() ? "" : ", ") + std::to_string(one.seed());
    const std::vector<double>& times = run.time_series().time_h;
    const auto side = [&](int count) { return shown(count * grid.spacing.value); };
    Html sentence = element("b", text(arm.name));
    sentence +=
        text(fmt::format(": {} of a box of {} × {} × {} µm in voxels of {} µm; {} {}.",
                         times.empty() ? "no time" : shown_duration(times.back()), side(grid.nx), side(grid.ny),
                         side(grid.nz), shown(grid.spacing.value), arm.runs.size() > 1 ? "seeds" : "seed", seeds));
    return element("p", sentence);
}

Html unfinished_runs(const Comparison& comparison)
{
    Html notes;
    for (const Arm& arm : comparison.arms)
        for (const RunReader& run : arm.runs)
            if (run.final_state_hash().empty()) {
                const auto& times = run.time_series().time_h;
                notes += element(
                    "p",
                    text(fmt::format("{} has not ended: it stands at {}, and “the end” is there.", run.index().string(),
                                     times.empty() ? "its beginning" : shown_duration(times.back()))),
                    attribute("class", "warning"));
            }
    return notes;
}

/// The name of a number with its unit, and what it means below.
Html name_of(const std::string& name, std::string_view unit, std::string_view meaning)
{
    return text(with_unit(name, unit)) + element("small", text(meaning));
}

std::vector<Html> head_with_ends(const Comparison& comparison)
{
    std::vector<Html> head{{}};
    for (const Arm& arm : comparison.arms)
        for (const char* when : {"start", "end"}) {
            const Html whose = comparison.arms.size() > 1 ? element("small", text(arm.name)) : Html{};
            head.push_back(text(when) + whose);
        }
    return head;
}

/// Of one run: the first frame and the last.
struct MeasuredEnds {
    Morphometry first;
    Morphometry last;
};

std::vector<std::vector<MeasuredEnds>> measured(const Comparison& comparison)
{
    std::vector<std::vector<MeasuredEnds>> all;
    for (const Arm& arm : comparison.arms) {
        all.emplace_back();
        for (const RunReader& run : arm.runs) {
            const std::size_t frames = run.frame_times_h().size();
            if (frames > 0)
                all.back().push_back({measure(run.segmented_bone(0)), measure(run.segmented_bone(frames - 1))});
        }
    }
    return all;
}

}  // namespace

Html summary_of(const Comparison& comparison)
{
    Html content;
    for (const Arm& arm : comparison.arms) content += what_was_run(arm);
    content += unfinished_runs(comparison);
    content += comparison.arms.size() > 1 ? outcome_table(comparison) : cards(comparison);
    if (has_replicates(comparison))
        content += element("p",
                           text("Numbers of replicates are mean ± standard deviation. Scenarios are compared by runs "
                                "of equal seed, where there are."),
                           attribute("class", "note"));
    return content;
}

Html histomorphometry_of(const Comparison& comparison)
{
    HtmlTable table{head_with_ends(comparison), {}, "numbers"};
    for (const std::string& series : series_of(comparison, SeriesKind::histomorphometry)) {
        std::vector<Html> row;
        for (const Arm& arm : comparison.arms) {
            const Series* labelled = find_series(arm.first(), series);
            if (row.empty() && labelled != nullptr) row.push_back(name_of(series, labelled->unit, labelled->meaning));
            if (row.empty()) row.push_back(text(series));
            const std::vector<Ends> ends = ends_of(arm, series);
            row.push_back(text(shown(over(ends, [](const Ends& one) { return one.start; }))));
            row.push_back(text(shown(over(ends, [](const Ends& one) { return one.end; }))));
        }
        table.rows.push_back(std::move(row));
    }
    if (table.rows.empty()) return paragraph("These runs have no series of histomorphometry.");
    return paragraph(
               "Nomenclature of the ASBMR (Dempster et al. 2013). Dynamic numbers need two labels; until then "
               "they are not defined.") +
           html_of(table);
}

Html morphometry_of(const Comparison& comparison)
{
    const auto all = measured(comparison);
    if (std::ranges::all_of(all, [](const auto& arm) { return arm.empty(); }))
        return paragraph("There is no frame yet to measure.");
    HtmlTable table{head_with_ends(comparison), {}, "numbers"};
    for (const Measure& measure : measures()) {
        if (measure.name.starts_with("MIL")) continue;
        std::vector<Html> row{name_of(std::string(measure.name), measure.unit, measure.meaning)};
        for (const auto& arm : all)
            for (const auto when : {&MeasuredEnds::first, &MeasuredEnds::last}) {
                std::vector<double> values;
                for (const MeasuredEnds& run : arm) values.push_back(measure.value(run.*when).value_or(NAN));
                row.push_back(text(shown(mean_and_sd(values))));
            }
        table.rows.push_back(std::move(row));
    }
    return paragraph(
               "Nomenclature of Bouxsein et al. 2010, of the first and the last frame; the directions of the "
               "fabric are in trabecula measure.") +
           html_of(table);
}

}  // namespace trabecula
