#include "viz/report/provenance.hpp"

#include "viz/report/numbers.hpp"

#include <fmt/format.h>

namespace trabecula {

namespace {

Html code(const std::string& words)
{
    return element("code", text(words.empty() ? "–" : words));
}

std::string cost_of(const RunReader& run)
{
    if (!run.profile()) return "–";
    const RunProfile& cost = *run.profile();
    return fmt::format("{} s, {} {}, {}", shown(cost.seconds), cost.threads, cost.threads == 1 ? "thread" : "threads",
                       shown_bytes(static_cast<double>(cost.peak_memory_bytes)));
}

Html table_of(const RunReader& run)
{
    HtmlTable table{{text("file"), code(run.index().string())}, {}, "provenance"};
    const auto add = [&](const char* name, const Html& value) { table.rows.push_back({text(name), value}); };
    add("command", code(run.command_line()));
    add("program",
        text(fmt::format("trabecula {}, revision {}; {}", run.version(), run.git_revision(), run.build_options())));
    add("seed", text(std::to_string(run.seed())));
    add("hash of the scenario", code(run.scenario_hash()));
    add("hash of the final state",
        run.final_state_hash().empty() ? text("the run has not ended") : code(run.final_state_hash()));
    add("frames", text(std::to_string(run.frame_times_h().size())));
    add("cost since its start or last resumption", text(cost_of(run)));
    return html_of(table);
}

}  // namespace

Html provenance_of(const Comparison& comparison)
{
    Html content = paragraph("Equal hashes of the final state mean equal bits, cell by cell.");
    for (const Arm& arm : comparison.arms) {
        content += element("h3", text(arm.name));
        for (const RunReader& run : arm.runs) content += table_of(run);
        content += element(
            "details", element("summary", text("The whole scenario, with seed " + std::to_string(arm.first().seed()))) +
                           element("pre", text(arm.first().resolved_scenario())));
    }
    return content;
}

}  // namespace trabecula
