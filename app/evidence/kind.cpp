#include "app/evidence/kind.hpp"

#include <algorithm>

namespace trabecula {

namespace {

/// "osteoclast.count" is osteoclast, "macrophage.M1.count" is macrophage.M1, "RANKL_total.mean" is RANKL.
std::string point_of(const std::string& series)
{
    for (const std::string_view end : {"_total.mean", ".mean", ".count"})
        if (series.ends_with(end)) return series.substr(0, series.size() - end.size());
    return series;
}

}  // namespace

std::vector<std::string> points_of(const ReadoutTerm& term, const Assays& assays, const Influences& influences)
{
    std::vector<std::string> points;
    for (const auto* names : {&term.sum, &term.over})
        for (const std::string& name : *names) {
            const Readout& readout = assays.readouts.at(name);
            for (const auto* series : {&readout.series, &readout.minus, &readout.over, &readout.shows})
                for (const NameInFile& one : *series)
                    if (const std::string point = point_of(one.text); influences.knows(point)) points.push_back(point);
        }
    return points;
}

std::vector<std::string> targets_of(const Compound& compound)
{
    std::vector<std::string> targets;
    for (const CompoundEffect& effect : compound.effects)
        targets.push_back(effect.cell.text + '.' + effect.target.text);
    if (compound.acts_as) targets.push_back(compound.acts_as->text);
    return targets;
}

Kind kind_of(std::span<const std::string> from, std::span<const std::string> to, const Influences& influences)
{
    Kind kind = Kind::unreached;
    for (const std::string& point : from) {
        const Path path = influences.path(point, to);
        if (path == Path::within_cell) return Kind::encoded;
        if (path == Path::across_cells) kind = Kind::predicted;
    }
    return kind;
}

bool is_calibrated(const Claim& claim, const Compound& compound)
{
    if (claim.magnitude.empty()) return false;
    return std::ranges::any_of(compound.effects, [&](const CompoundEffect& effect) {
        return effect.source.starts_with("calibrated") &&
               std::ranges::find(effect.claims, claim.id) != effect.claims.end();
    });
}

Kind least_daring(std::span<const PlannedPart> parts)
{
    const auto is = [](Kind kind) { return [kind](const PlannedPart& part) { return part.kind == kind; }; };
    for (const Kind kind : {Kind::calibrated, Kind::encoded, Kind::predicted})
        if (std::ranges::any_of(parts, is(kind))) return kind;
    return Kind::unreached;
}

bool cites(const CompoundEffect& effect, const Claim& claim, const std::vector<Claim>& all)
{
    return std::ranges::any_of(effect.claims, [&](const std::string& id) {
        if (id == claim.id) return true;
        if (claim.reference.empty() || claim.reference == "conclusion") return false;
        const auto other = std::ranges::find(all, id, &Claim::id);
        return other != all.end() && other->reference == claim.reference;
    });
}

}  // namespace trabecula
