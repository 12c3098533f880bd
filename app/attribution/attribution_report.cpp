#include "app/attribution/attribution_report.hpp"

#include "app/version.hpp"

#include "viz/palette.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace trabecula {

namespace {

using Json = nlohmann::ordered_json;

/// The groups in which parts are told, in this order.
enum class Group { cells, lines, residual_lines };
constexpr std::array groups{Group::cells, Group::lines, Group::residual_lines};

Group group_of(const SwitchedPart& part)
{
    if (part.of == SwitchedPart::Of::cell) return Group::cells;
    return part.residual ? Group::residual_lines : Group::lines;
}

std::string_view heading_of(Group group)
{
    switch (group) {
        case Group::cells:
            return "by cell type";
        case Group::lines:
            return "by target line";
        case Group::residual_lines:
            return "residual lines, which act beyond what those above explain";
    }
    return "";
}

std::string_view word_of(Group group)
{
    constexpr std::array<std::string_view, groups.size()> words{"cell", "line", "residual"};
    return words[static_cast<std::size_t>(group)];
}

std::string name_of(const SwitchedPart& part)
{
    return part.lines > 1 ? fmt::format("{} ({} lines)", part.name, part.lines) : part.name;
}

std::string response_name(const AttributionReport& report, std::size_t response)
{
    return fmt::format("{}, {}", report.plan.responses[response].name.text,
                       reduce_words[static_cast<std::size_t>(report.plan.question.reduce)]);
}

// ------------------------------------------------------------------------------------------------ table

std::string percent(double value)
{
    if (!std::isfinite(value)) return "-";
    return fmt::format("{:+.{}f}", value, std::abs(value) < 10.0 ? 2 : 1);
}

std::string with_interval(const MeanOfSeeds& value)
{
    const std::string mean = percent(value.mean);
    return std::isfinite(value.low) ? fmt::format("{} ({} to {})", mean, percent(value.low), percent(value.high))
                                    : mean;
}

std::string share_text(const std::optional<MeanOfSeeds>& share)
{
    return share ? fmt::format("{:.0f} % ({:.0f} to {:.0f})", 100.0 * share->mean, 100.0 * share->low,
                               100.0 * share->high)
                 : "-";
}

std::string lines_of(const AttributionReport& report, const Attribution& result, Group group)
{
    constexpr std::string_view format = "  {:<42}{:>28}{:>28}{:>23}\n";
    std::string text;
    for (std::size_t p = 0; p < report.plan.parts.size(); ++p) {
        if (group_of(report.plan.parts[p]) != group) continue;
        const AttributedPart& part = result.parts[p];
        text += fmt::format(fmt::runtime(format), name_of(report.plan.parts[p]), with_interval(part.lost),
                            with_interval(part.alone), share_text(part.share));
    }
    if (text.empty()) return {};
    return "\n  " + fmt::format("{}\n", heading_of(group)) +
           fmt::format(fmt::runtime(format), "", "lost without it, %", "alone, %", "share of the effect") + text;
}

std::string table_of(const AttributionReport& report, std::size_t response)
{
    const Attribution& result = report.results[response];
    const std::string& unit = report.plan.units[response];
    std::string text = fmt::format(
        "\n{} on {}\n  untreated {:.5g}, treated {:.5g}{}; {} seeds, 95 % intervals\n  effect of all lines: {} % of "
        "the "
        "untreated\n",
        report.plan.question.compound, response_name(report, response), result.untreated, result.treated,
        unit == "1" ? "" : " " + unit, result.seeds, with_interval(result.effect));
    for (const Group group : groups) text += lines_of(report, result, group);
    if (std::ranges::none_of(result.parts, [](const AttributedPart& part) { return part.share.has_value(); }))
        text +=
            "\n  The effect may be none with these seeds, so that no share of it can be told; take more "
            "--replicates.\n";
    return text;
}

// ------------------------------------------------------------------------------------------------ files

Json number(double value)
{
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json json_of(const MeanOfSeeds& value)
{
    return {{"mean", number(value.mean)}, {"ci", Json::array({number(value.low), number(value.high)})}};
}

Json json_of(const AttributionReport& report, std::size_t response)
{
    const Attribution& result = report.results[response];
    Json json{{"readout", report.plan.responses[response].name.text},
              {"reduce", reduce_words[static_cast<std::size_t>(report.plan.question.reduce)]},
              {"unit", report.plan.units[response]},
              {"seeds", result.seeds},
              {"untreated", number(result.untreated)},
              {"treated", number(result.treated)},
              {"effect_percent", json_of(result.effect)},
              {"parts", Json::array()}};
    for (std::size_t p = 0; p < result.parts.size(); ++p) {
        const SwitchedPart& part = report.plan.parts[p];
        const AttributedPart& of_part = result.parts[p];
        json["parts"].push_back({{"of", word_of(group_of(part))},
                                 {"name", part.name},
                                 {"lines", part.lines},
                                 {"lost_percent", json_of(of_part.lost)},
                                 {"alone_percent", json_of(of_part.alone)},
                                 {"share", of_part.share ? json_of(*of_part.share) : Json(nullptr)}});
    }
    return json;
}

std::string cells_of(const MeanOfSeeds& value)
{
    std::string text;
    for (const double number : {value.mean, value.low, value.high})
        text += std::isfinite(number) ? fmt::format(",{}", number) : ",";
    return text;
}

}  // namespace

std::string as_table(const AttributionReport& report)
{
    std::string text;
    for (std::size_t response = 0; response < report.results.size(); ++response) text += table_of(report, response);
    return text;
}

std::string as_json(const AttributionReport& report)
{
    Json json{{"compound", report.plan.question.compound},
              {"scenario", report.plan.title},
              {"version", program_version},
              {"readouts", Json::array()}};
    for (std::size_t response = 0; response < report.results.size(); ++response)
        json["readouts"].push_back(json_of(report, response));
    return json.dump(2) + '\n';
}

std::string as_csv(const AttributionReport& report)
{
    std::string text = fmt::format(
        "# trabecula {} ({}), attribution of {}: {}\n"
        "# of: all lines together, those of a cell, one line, or one that is residual\n"
        "# lost: of the effect, without this part; alone: effect of this part alone; both in per cent of the "
        "untreated, "
        "with 95 % intervals\n"
        "# share: half of both, over the effect of all lines\n"
        "readout,of,part,lost,lost_low,lost_high,alone,alone_low,alone_high,share,share_low,share_high\n",
        program_version, git_revision, report.plan.question.compound, report.plan.title);
    for (std::size_t response = 0; response < report.results.size(); ++response) {
        const Attribution& result = report.results[response];
        const std::string& name = report.plan.responses[response].name.text;
        text += fmt::format("{},all,all{}{},1,,\n", name, cells_of(result.effect), cells_of(result.effect));
        for (std::size_t p = 0; p < result.parts.size(); ++p) {
            const AttributedPart& part = result.parts[p];
            text += fmt::format("{},{},{}{}{}{}\n", name, word_of(group_of(report.plan.parts[p])),
                                report.plan.parts[p].name, cells_of(part.lost), cells_of(part.alone),
                                part.share ? cells_of(*part.share) : ",,,");
        }
    }
    return text;
}

BarChart as_chart(const AttributionReport& report)
{
    const Attribution& result = report.results.front();
    BarChart chart;
    chart.title = fmt::format("What {} does to {}, and through what", report.plan.question.compound,
                              report.plan.responses.front().name.text);
    chart.subtitle = fmt::format("{}; {} seeds, bars of 95 %", report.plan.title, result.seeds);
    chart.value_name = fmt::format("effect on {}, of the untreated", response_name(report, 0));
    chart.value_unit = "%";
    chart.kinds = {"lost without it", "alone"};
    const auto bar = [](const MeanOfSeeds& value) { return Bar{value.mean, value.low, value.high}; };
    chart.groups.push_back({"", {{"all lines", {bar(result.effect), bar(result.effect)}}}});
    for (const Group group : groups) {
        BarGroup& bars = chart.groups.emplace_back(BarGroup{std::string(heading_of(group)), {}});
        for (std::size_t p = 0; p < result.parts.size(); ++p)
            if (group_of(report.plan.parts[p]) == group)
                bars.rows.push_back(
                    {name_of(report.plan.parts[p]), {bar(result.parts[p].lost), bar(result.parts[p].alone)}});
        if (bars.rows.empty()) chart.groups.pop_back();
    }
    return chart;
}

}  // namespace trabecula
