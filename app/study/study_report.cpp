#include "app/study/study_report.hpp"

#include "app/study/analyses.hpp"
#include "app/study/sampled_arms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace trabecula {

namespace {

std::string number(const AnalysisTable::Cell& cell)
{
    const double value = std::get<double>(cell);
    return std::isnan(value) ? "-" : fmt::format("{:.5g}", value);
}

AnalysisTable first_rows(AnalysisTable table, std::size_t rows)
{
    table.rows.resize(std::min(rows, table.rows.size()));
    return table;
}

void print_arms(const StudyResponseColumn& response, const AnalysisTable& arms)
{
    std::size_t width = 8;
    for (const auto& row : arms.rows) width = std::max(width, std::get<std::string>(row[2]).size());
    fmt::print("\n  {}: {}, unit {}\n", response.name, response.meaning, response.unit);
    fmt::print("  {:<{}}{:>6}{:>13}{:>13}{:>28}\n", "arm", width, "runs", "mean", "SD", "95 % interval of the mean");
    for (const auto& row : arms.rows) {
        if (std::get<std::string>(row[0]) != response.name) continue;
        const std::string interval =
            std::isnan(std::get<double>(row[5])) ? "-" : fmt::format("{} to {}", number(row[5]), number(row[6]));
        fmt::print("  {:<{}}{:>6}{:>13}{:>13}{:>28}\n", std::get<std::string>(row[2]), width, number(row[3]),
                   number(row[4]), number(row[7]), interval);
    }
}

/// Of many arms, the best ones.
void print_misfit(const StudyTable& table, std::size_t arms)
{
    constexpr std::size_t best_ranked = 10;
    constexpr std::size_t best_in_full = 2;
    const AnalysisTable* misfit = find_analysis(table, "misfit");
    const AnalysisTable* targets = find_analysis(table, "targets");
    if (misfit == nullptr || targets == nullptr) return;
    fmt::print("{}", as_text(first_rows(*misfit, best_ranked)));
    if (arms > best_ranked) fmt::print("    and {} arms more, in misfit.csv\n", arms - best_ranked);
    fmt::print("{}", as_text(first_rows(*targets, best_in_full * targets->rows.size() / arms)));
    if (arms > best_in_full) fmt::print("\n    The other arms are in targets.csv.\n");
}

}  // namespace

void print_report(const Study& study, const StudyTable& table)
{
    std::vector<std::string> arms;
    for (const Arm& arm : study.arms) arms.push_back(describe(study, arm));
    const AnalysisTable* means = find_analysis(table, "arms");
    if (means != nullptr && !is_sampled(study.design.kind))  // points by the hundred say nothing one by one
        for (const StudyResponseColumn& response : table.responses) print_arms(response, *means);
    for (const AnalysisTable& analysis : table.analyses)
        if (analysis.is_printed) fmt::print("{}", as_text(analysis));
    print_misfit(table, arms.size());
    const auto failed = [](const StudyRow& row) { return row.status == RunStatus::failed; };
    if (std::ranges::any_of(table.rows, failed)) fmt::print("\n");
    for (const StudyRow& row : table.rows)
        if (failed(row))
            fmt::print("  failed: arm {} ({}), seed {}: {}\n", row.arm, arms[row.arm - 1], row.seed, row.reason);
}

}  // namespace trabecula
