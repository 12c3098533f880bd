#include "app/evidence/select_claims.hpp"

#include "app/scenario/scenario.hpp"

#include "core/error.hpp"
#include "core/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

namespace trabecula {

namespace {

bool contains(const std::vector<std::string>& names, const std::string& name)
{
    return std::ranges::find(names, name) != names.end();
}

void check_names(const std::vector<std::string>& asked, const std::set<std::string>& known, std::string_view what,
                 Problems& problems)
{
    const std::vector<std::string> names(known.begin(), known.end());
    for (const std::string& name : asked)
        if (!known.contains(name))
            problems.add({}, fmt::format("there is no {} \"{}\" in the table of evidence{}", what, name,
                                         suggestion(name, names)));
}

void check(const std::vector<Claim>& all, const ClaimFilter& filter)
{
    std::set<std::string> ids;
    std::set<std::string> compounds;
    std::set<std::string> contexts;
    for (const Claim& claim : all) {
        ids.insert(claim.id);
        compounds.insert(claim.compounds.begin(), claim.compounds.end());
        contexts.insert(claim.context);
    }
    Problems problems;
    check_names(filter.claims, ids, "claim", problems);
    check_names(filter.compounds, compounds, "compound", problems);
    check_names(filter.contexts, contexts, "context", problems);
    problems.throw_if_any();
}

bool is_culture(const std::string& context, const Assays& assays)
{
    const auto found = assays.contexts.find(context);
    return found != assays.contexts.end() && load_scenario(found->second.scenario.text).well.has_value();
}

}  // namespace

std::vector<Claim> select_claims(const std::vector<Claim>& all, const Assays& assays, const ClaimFilter& filter)
{
    check(all, filter);
    const auto allowed = [&](const Claim& claim) {
        const bool has_compound = std::ranges::any_of(
            claim.compounds, [&](const std::string& name) { return contains(filter.compounds, name); });
        return (filter.claims.empty() || contains(filter.claims, claim.id)) &&
               (filter.compounds.empty() || has_compound) &&
               (filter.contexts.empty() || contains(filter.contexts, claim.context)) &&
               (!filter.cultures_alone || is_culture(claim.context, assays));
    };
    std::vector<Claim> chosen;
    std::ranges::copy_if(all, std::back_inserter(chosen), allowed);
    if (chosen.empty()) throw InputError("no claim is left to run; ask for fewer conditions at once");
    return chosen;
}

}  // namespace trabecula
