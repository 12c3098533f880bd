#include "app/evidence/control_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace trabecula {

namespace {

std::vector<double> reproduced_by(const EvidenceReport& report, ControlKind kind)
{
    std::vector<double> counts;
    for (std::size_t i = 0; i < report.plan.controls.size(); ++i)
        if (report.plan.controls[i].kind == kind)
            counts.push_back(static_cast<double>(
                std::ranges::count(report.outcome.controls[i], Verdict::reproduced, &ClaimResult::verdict)));
    return counts;
}

std::string line_of(const std::string& name, const std::vector<double>& counts, std::size_t claims)
{
    double sum = 0.0;
    for (const double count : counts) sum += count;
    const double mean = sum / static_cast<double>(counts.size());
    std::string text =
        fmt::format("  {:<34}{:>8.3g}{:>6.0f} %", name, mean, 100.0 * mean / static_cast<double>(claims));
    if (counts.size() > 1) text += fmt::format("   {} to {}", std::ranges::min(counts), std::ranges::max(counts));
    return text + '\n';
}

}  // namespace

std::string control_counts(const EvidenceReport& report)
{
    if (report.plan.controls.empty()) return "";
    const std::size_t claims = report.plan.controls.front().claims.size();
    if (claims == 0) return "\n  Controls: no claim of a compound with targets\n";
    const std::vector<double> dealt = reproduced_by(report, ControlKind::dealt);
    return fmt::format("\n  Controls, with the first seeds of {} claims: reproduced\n", claims) +
           line_of("the compounds themselves", reproduced_by(report, ControlKind::as_claimed), claims) +
           line_of("an inert compound", reproduced_by(report, ControlKind::inert), claims) +
           line_of(fmt::format("targets dealt anew, mean of {}", dealt.size()), dealt, claims);
}

std::optional<ControlsOfClaim> controls_of(const EvidenceReport& report, const std::string& claim)
{
    ControlsOfClaim said;
    for (std::size_t i = 0; i < report.plan.controls.size(); ++i) {
        const Control& control = report.plan.controls[i];
        const auto found =
            std::ranges::find(control.claims, claim, [](const PlannedClaim& planned) { return planned.claim.id; });
        if (found == control.claims.end()) return std::nullopt;
        const Verdict verdict =
            report.outcome.controls[i][static_cast<std::size_t>(found - control.claims.begin())].verdict;
        if (control.kind == ControlKind::inert) said.inert = verdict;
        if (control.kind != ControlKind::dealt) continue;
        ++said.deals;
        said.reproduced += verdict == Verdict::reproduced ? 1 : 0;
    }
    if (said.deals == 0) return std::nullopt;
    return said;
}

}  // namespace trabecula
