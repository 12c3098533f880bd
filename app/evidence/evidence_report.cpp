#include "app/evidence/evidence_report.hpp"

#include "app/evidence/control_report.hpp"
#include "app/version.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace trabecula {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array kinds{Kind::calibrated, Kind::encoded, Kind::predicted, Kind::unreached};
constexpr std::array verdicts{Verdict::reproduced, Verdict::not_reproduced, Verdict::not_decidable, Verdict::not_run};

/// One claim, ready to be shown.
struct Row {
    const PlannedClaim& planned;
    const ClaimResult& result;
    std::int64_t seeds;
    std::optional<ControlsOfClaim> controls;

    const PlannedPart* part() const { return result.parts.empty() ? nullptr : &planned.parts[result.deciding]; }
    const Effect* effect() const { return result.parts.empty() ? nullptr : &result.parts[result.deciding].effect; }
    std::string expected() const
    {
        const Claim& claim = planned.claim;
        const bool has_number = part() != nullptr && part()->number_percent.has_value();
        return has_number && claim.direction != "unchanged" ? claim.direction + " " + claim.magnitude : claim.direction;
    }
};

template <class Visit>
void for_rows(const EvidenceReport& report, Visit&& visit)
{
    for (std::size_t c = 0; c < report.plan.claims.size(); ++c)
        visit(Row{report.plan.claims[c], report.outcome.results[c], report.outcome.seeds[c],
                  controls_of(report, report.plan.claims[c].claim.id)});
}

std::string percent(double value)
{
    if (!std::isfinite(value)) return "-";
    return std::abs(value) >= 9999.5 ? fmt::format("{:+.2g}", value) : fmt::format("{:+.1f}", value);
}

std::string interval(const Effect& effect)
{
    return std::isfinite(effect.low) ? fmt::format("{} to {}", percent(effect.low), percent(effect.high)) : "-";
}

std::string compounds_of(const Claim& claim, std::string_view separator)
{
    return fmt::to_string(fmt::join(claim.compounds, separator));
}

std::string shortened(const std::string& text, std::size_t most)
{
    return text.size() <= most ? text : text.substr(0, most - 2) + "..";
}

std::string withheld_text(const ClaimResult& result)
{
    return result.withheld_verdict ? std::string(to_string(*result.withheld_verdict)) : "";
}

// ------------------------------------------------------------------------------------------------ table

constexpr std::string_view line_format = "{:<9}{:<21}{:<17}{:<31}{:<11}{:<11}{:>9}{:>19}  {:<15}{}\n";

std::string line_of(const Row& row)
{
    const Claim& claim = row.planned.claim;
    const Effect* effect = row.effect();
    const bool ran = row.planned.not_run.empty();
    std::string readout = claim.readout;
    if (row.part() != nullptr && row.result.parts.size() > 1)
        readout = fmt::format("{}{} (weakest of {})", row.part()->term.text,
                              row.planned.claim.compounds.size() == 1 ? "" : ", " + row.part()->comparison,
                              row.result.parts.size());
    return fmt::format(fmt::runtime(line_format), claim.id, shortened(compounds_of(claim, ", "), 20),
                       shortened(claim.context, 16), shortened(readout, 30), ran ? to_string(row.planned.kind) : "-",
                       shortened(row.expected(), 10), effect ? percent(effect->percent) : "-",
                       effect ? interval(*effect) : "-", to_string(row.result.verdict), withheld_text(row.result));
}

std::string counts_of(const EvidenceReport& report)
{
    std::string text = fmt::format("\n  {:<12}", "");
    for (const Verdict verdict : verdicts) text += fmt::format("{:>16}", to_string(verdict));
    const auto add = [&](std::string_view name, auto&& belongs) {
        std::array<int, verdicts.size()> counts{};
        for_rows(report, [&](const Row& row) {
            if (belongs(row)) ++counts[static_cast<std::size_t>(row.result.verdict)];
        });
        if (std::ranges::count(counts, 0) == static_cast<std::ptrdiff_t>(counts.size())) return;
        text += fmt::format("\n  {:<12}", name);
        for (const int count : counts) text += fmt::format("{:>16}", count);
    };
    for (const Kind kind : kinds)
        add(to_string(kind), [&](const Row& row) { return row.planned.not_run.empty() && row.planned.kind == kind; });
    add("all", [](const Row&) { return true; });
    int withheld = 0;
    int of = 0;
    for_rows(report, [&](const Row& row) {
        if (!row.result.withheld_verdict) return;
        ++of;
        withheld += *row.result.withheld_verdict == Verdict::reproduced ? 1 : 0;
    });
    if (of > 0)
        text += fmt::format(
            "\n\n  Predicted, without the effects that cite the claim or its reference: {} of {} reproduced", withheld,
            of);
    return text + '\n';
}

// ------------------------------------------------------------------------------------------------ JSON

Json number_or_null(double value)
{
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json interval_json(const Effect& effect)
{
    return Json::array({number_or_null(effect.low), number_or_null(effect.high)});
}

Json part_json(const PlannedPart& part, const PartResult& result)
{
    Json json{{"comparison", part.comparison},
              {"readout", part.term.text},
              {"kind", to_string(part.kind)},
              {"expected", to_string(part.term.expected)},
              {"effect", number_or_null(result.effect.percent)},
              {"ci", interval_json(result.effect)},
              {"verdict", to_string(result.verdict)},
              {"treated", number_or_null(result.treated)},
              {"untreated", number_or_null(result.untreated)},
              {"pairs", result.pairs}};
    if (result.withheld_effect) {
        json["withheld_effect"] = number_or_null(result.withheld_effect->percent);
        json["withheld_verdict"] = to_string(*result.withheld_verdict);
    }
    return json;
}

Json row_json(const Row& row, Effort effort)
{
    const Claim& claim = row.planned.claim;
    const bool ran = row.planned.not_run.empty();
    Json json{{"claim", claim.id},
              {"compound", compounds_of(claim, ";")},
              {"context", claim.context},
              {"context_source", claim.context_source},
              {"readout", claim.readout},
              {"kind", ran ? Json(to_string(row.planned.kind)) : Json(nullptr)},
              {"effect", row.effect() ? number_or_null(row.effect()->percent) : Json(nullptr)},
              {"ci", row.effect() ? interval_json(*row.effect()) : Json(nullptr)},
              {"expected", row.expected()},
              {"verdict", to_string(row.result.verdict)},
              {"withheld_verdict",
               row.result.withheld_verdict ? Json(to_string(*row.result.withheld_verdict)) : Json(nullptr)},
              {"quick", effort == Effort::quick},
              {"seeds", ran ? Json(row.seeds) : Json(nullptr)},
              {"reason", ran ? Json(nullptr) : Json(row.planned.not_run)},
              {"inert_verdict", row.controls ? Json(to_string(row.controls->inert)) : Json(nullptr)},
              {"dealt_reproduced", row.controls ? Json(row.controls->reproduced) : Json(nullptr)},
              {"deals", row.controls ? Json(row.controls->deals) : Json(nullptr)},
              {"review_ref", claim.reference},
              {"parts", Json::array()}};
    for (std::size_t p = 0; p < row.result.parts.size(); ++p)
        json["parts"].push_back(part_json(row.planned.parts[p], row.result.parts[p]));
    return json;
}

// ------------------------------------------------------------------------------------------------ CSV

std::string number_or_empty(double value)
{
    return std::isfinite(value) ? fmt::format("{}", value) : "";
}

std::string csv_line(const Row& row, Effort effort)
{
    const Claim& claim = row.planned.claim;
    const Effect effect = row.effect() ? *row.effect() : Effect{NAN, NAN, NAN, NAN, NAN};
    return fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", claim.id, compounds_of(claim, ";"),
                       claim.context, claim.readout, row.planned.not_run.empty() ? to_string(row.planned.kind) : "",
                       row.expected(), number_or_empty(effect.percent), number_or_empty(effect.low),
                       number_or_empty(effect.high), to_string(row.result.verdict), withheld_text(row.result),
                       effort == Effort::quick ? 1 : 0, row.controls ? to_string(row.controls->inert) : "",
                       row.controls ? fmt::to_string(row.controls->reproduced) : "",
                       row.controls ? fmt::to_string(row.controls->deals) : "");
}

}  // namespace

std::string as_table(const EvidenceReport& report)
{
    std::string text = fmt::format(fmt::runtime(line_format), "claim", "compound", "context", "read-out", "kind",
                                   "expected", "effect %", "95 % CI", "verdict", "withheld");
    for_rows(report, [&](const Row& row) { text += line_of(row); });
    std::string reasons;
    for_rows(report, [&](const Row& row) {
        if (!row.planned.not_run.empty())
            reasons += fmt::format("  not run: {}, {}\n", row.planned.claim.id, row.planned.not_run);
    });
    for (const FailedRun& run : report.outcome.failed)
        reasons += fmt::format("  failed: a run of {}, seed {}: {}\n", run.context, run.seed, run.reason);
    if (!reasons.empty()) text += '\n' + reasons;
    return text + counts_of(report) + control_counts(report);
}

std::string as_json(const EvidenceReport& report)
{
    Json rows = Json::array();
    for_rows(report, [&](const Row& row) { rows.push_back(row_json(row, report.effort)); });
    return rows.dump(2) + '\n';
}

std::string as_csv(const EvidenceReport& report)
{
    std::string text = fmt::format(
        "# trabecula {} ({}), evidence\n"
        "# effect, ci_low, ci_high: per cent of the untreated run of the same seed, with the 95 % interval, of the "
        "weakest read-out\n"
        "# inert_verdict, dealt_reproduced, deals: of the controls, where they were run\n"
        "claim,compound,context,readout,kind,expected,effect,ci_low,ci_high,verdict,withheld_verdict,quick,"
        "inert_verdict,dealt_reproduced,deals\n",
        program_version, git_revision);
    for_rows(report, [&](const Row& row) { text += csv_line(row, report.effort); });
    return text;
}

}  // namespace trabecula
