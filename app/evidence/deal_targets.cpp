#include "app/evidence/deal_targets.hpp"

#include "core/random.hpp"

#include <fmt/format.h>

#include <utility>

namespace trabecula {

namespace {

constexpr std::uint64_t deals = 0x6465616c;  // names the random stream

struct OwnedEffect {
    const Compound* of;
    const CompoundEffect* effect;
};

std::vector<OwnedEffect> effects_of(std::span<const Compound> compounds)
{
    std::vector<OwnedEffect> effects;
    for (const Compound& compound : compounds)
        for (const CompoundEffect& effect : compound.effects)
            if (!effect.freed) effects.push_back({&compound, &effect});
    return effects;
}

}  // namespace

DealtTargets deal_targets(std::span<const Compound> compounds, std::uint64_t number)
{
    const std::vector<OwnedEffect> effects = effects_of(compounds);
    std::vector<const CompoundEffect*> dealt;
    for (const OwnedEffect& owned : effects) dealt.push_back(owned.effect);
    RandomStream random(number, deals, StepIndex{0}, 0);
    for (std::size_t i = dealt.size(); i > 1; --i)
        std::swap(dealt[i - 1], dealt[random.below(static_cast<std::uint32_t>(i))]);

    DealtTargets settings;
    for (std::size_t i = 0; i < effects.size(); ++i) {
        const CompoundEffect& as = *dealt[i];
        const std::string key = fmt::format("compound.{}.effect.{}.", effects[i].of->name, effects[i].effect->name);
        const char* direction = as.direction == Direction::inhibits ? "inhibits" : "activates";
        std::vector<std::string>& own = settings[effects[i].of->name];
        own.push_back(fmt::format("{}target={}.{}", key, as.cell.text, as.target.text));
        own.push_back(fmt::format("{}direction={}", key, direction));
        own.push_back(fmt::format("{}emax={}", key, as.emax));
    }
    return settings;
}

}  // namespace trabecula
