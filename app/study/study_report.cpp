#include "app/study/study_report.hpp"

#include "app/study/analyses.hpp"
#include "app/study/sampled_arms.hpp"
#include "app/study/student_t.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace trabecula {

namespace {

std::string number(double value)
{
    return std::isnan(value) ? "-" : fmt::format("{:.5g}", value);
}

std::vector<double> values_of(const StudyTable& table, std::size_t arm, std::size_t response)
{
    std::vector<double> values;
    for (const StudyRow& row : table.rows)
        if (row.arm == arm + 1 && std::isfinite(row.responses[response])) values.push_back(row.responses[response]);
    return values;
}

void print_response(const StudyTable& table, const std::vector<std::string>& arms, std::size_t response)
{
    std::size_t width = 8;
    for (const std::string& arm : arms) width = std::max(width, arm.size());
    const StudyResponseColumn& column = table.responses[response];
    fmt::print("\n  {}: {}, unit {}\n", column.name, column.meaning, column.unit);
    fmt::print("  {:<{}}{:>6}{:>13}{:>13}{:>28}\n", "arm", width, "runs", "mean", "SD", "95 % interval of the mean");
    for (std::size_t arm = 0; arm < arms.size(); ++arm) {
        const std::vector<double> values = values_of(table, arm, response);
        const Summary summary = summarise(values);
        const std::string interval = std::isnan(summary.half_interval)
                                         ? "-"
                                         : fmt::format("{:.5g} to {:.5g}", summary.mean - summary.half_interval,
                                                       summary.mean + summary.half_interval);
        fmt::print("  {:<{}}{:>6}{:>13}{:>13}{:>28}\n", arms[arm], width, summary.count, number(summary.mean),
                   number(summary.sd), interval);
    }
}

}  // namespace

void print_report(const Study& study, const StudyTable& table)
{
    std::vector<std::string> arms;
    for (const Arm& arm : study.arms) arms.push_back(describe(study, arm));
    if (!is_sampled(study.design.kind))  // points by the hundred say nothing one by one
        for (std::size_t r = 0; r < table.responses.size(); ++r) print_response(table, arms, r);
    for (const AnalysisTable& analysis : table.analyses) fmt::print("{}", as_text(analysis));
    const auto failed = [](const StudyRow& row) { return row.status == RunStatus::failed; };
    if (std::ranges::any_of(table.rows, failed)) fmt::print("\n");
    for (const StudyRow& row : table.rows)
        if (failed(row))
            fmt::print("  failed: arm {} ({}), seed {}: {}\n", row.arm, arms[row.arm - 1], row.seed, row.reason);
}

}  // namespace trabecula
