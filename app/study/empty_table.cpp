#include "app/study/empty_table.hpp"

#include "app/version.hpp"

#include <fmt/format.h>

#include <limits>

namespace trabecula {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// "osteoclast.count, mean from 24 h"
std::string meaning_of(const Response& response)
{
    if (response.measure) return fmt::format("{}, at the end", response.measure->text);
    std::string text =
        fmt::format("{}, {}", response.series.text, reduce_words[static_cast<std::size_t>(response.reduce)]);
    if (response.threshold) text += fmt::format(" {}", response.threshold->text);
    if (response.from) text += fmt::format(" from {:g} h", response.from->value);
    if (response.until) text += fmt::format(" until {:g} h", response.until->value);
    return text;
}

StudyRow row_of(const Study& study, const PlannedRun& run)
{
    StudyRow row;
    row.arm = run.arm + 1;
    row.seed = run.seed;
    for (const Level& level : study.arms[run.arm]) row.levels.push_back(level.shown);
    row.responses.assign(study.responses.size(), unknown);
    row.run = run.key;
    row.seconds = row.memory_megabytes = unknown;
    return row;
}

}  // namespace

StudyTable empty_table(const Study& study, const Plan& plan)
{
    StudyTable table;
    table.title = study.title;
    table.study = study.text;
    const auto base = study.base.lexically_relative(study.folder);
    table.base = (base.empty() ? study.base : base).generic_string();
    table.design = design_words[static_cast<std::size_t>(study.design.kind)];
    table.version = std::string(program_version);
    table.git_revision = std::string(git_revision);
    for (const Factor& factor : study.factors) table.factors.push_back({factor.name.text, factor.path.text});
    for (const auto& [response, unit, target] : plan.responses)
        table.responses.push_back({response.name.text, unit, meaning_of(response), target});
    for (const PlannedRun& run : plan.runs) table.rows.push_back(row_of(study, run));
    return table;
}

}  // namespace trabecula
