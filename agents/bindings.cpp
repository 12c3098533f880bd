#include "agents/bindings.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace trabecula {

namespace {

bool names(const Binding& binding, const Species& species)
{
    return std::ranges::find(binding.partners, species) != binding.partners.end();
}

bool share_a_species(const Binding& a, const Binding& b)
{
    return names(b, a.partners[0]) || names(b, a.partners[1]);
}

/// The bindings that are joined to the first, directly or through others; they are taken out of `left`.
std::vector<std::size_t> take_joined(const std::vector<Binding>& bindings, std::vector<std::size_t>& left)
{
    std::vector<std::size_t> joined{left.front()};
    left.erase(left.begin());
    for (std::size_t i = 0; i < joined.size(); ++i) {
        const auto is_joined = [&](std::size_t other) { return share_a_species(bindings[joined[i]], bindings[other]); };
        std::ranges::copy_if(left, std::back_inserter(joined), is_joined);
        std::erase_if(left, is_joined);
    }
    std::ranges::sort(joined);
    return joined;
}

BindingStar star_about(const Species& centre, const std::vector<Binding>& bindings,
                       const std::vector<std::size_t>& joined)
{
    BindingStar star{centre, {}};
    for (const std::size_t b : joined) {
        const auto& [first, second] = bindings[b].partners;
        star.binders.push_back({first == centre ? second : first, bindings[b].kd});
    }
    return star;
}

}  // namespace

BindingStars stars_of(const std::vector<Binding>& bindings)
{
    BindingStars result;
    std::vector<std::size_t> left(bindings.size());
    std::iota(left.begin(), left.end(), std::size_t{0});
    while (!left.empty()) {
        const std::vector<std::size_t> joined = take_joined(bindings, left);
        const auto& candidates = bindings[joined.front()].partners;
        const auto centre = std::ranges::find_if(candidates, [&](const Species& species) {
            return std::ranges::all_of(joined, [&](std::size_t b) { return names(bindings[b], species); });
        });
        if (centre != candidates.end())
            result.stars.push_back(star_about(*centre, bindings, joined));
        else
            result.others.push_back(joined);
    }
    return result;
}

std::vector<Species> systemic_species(const BindingStar& star)
{
    std::vector<Species> systemic;
    const auto add = [&](const Species& species) {
        if (species.kind == Species::Kind::systemic) systemic.push_back(species);
    };
    add(star.centre);
    for (const BindingStar::Binder& binder : star.binders) add(binder.species);
    return systemic;
}

}  // namespace trabecula
