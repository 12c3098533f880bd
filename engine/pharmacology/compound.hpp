#pragma once
#include "pharmacology/kinetics.hpp"

#include "rules/rule_spec.hpp"

#include "core/config/section.hpp"
#include "core/units.hpp"

#include <optional>
#include <string>
#include <vector>

namespace trabecula {

enum class Direction { inhibits, activates };

/// Where a compound acts: on one node or behaviour of one cell type, with an Emax dose-response.
struct CompoundEffect {
    std::string name;  // of its table
    NameInFile cell;
    NameInFile target;  // a node or a behaviour
    Direction direction = Direction::inhibits;
    double emax = 0.0;     // 0-1, share of the full effect
    double ec50_pM = 1.0;  // concentration of half effect
    double hill = 1.0;
    std::string source;
    std::vector<std::string> claims;  // ids of the evidence that it rests on
    bool residual = false;            // acts beyond what its effects further upstream explain
    bool freed = false;               // by the concentration in the bone that an osteoclast resorbs, not in the marrow

    /// The share of the maximal effect at a concentration, 0-1.
    double share_at(double concentration_pM) const;
};

/// How bone takes a compound up at its surface, from `[compound.NAME.bone]`.
struct BoneUptake {
    MicrometresPerHour rate;  // amount per area of surface and time, over the concentration in the marrow
    std::string source;
};

struct Compound {
    std::string name;
    std::string source;
    std::optional<GramsPerMole> molar_mass;  // for doses by mass
    std::optional<Picomolar> nominal;        // concentration in published cultures
    std::optional<NameInFile> acts_as;       // a systemic signal that its concentration adds to, as an analogue does
    std::optional<BoneUptake> bone;          // absent: it does not bind bone
    std::vector<CompoundEffect> effects;
    std::vector<Kinetics> kinetics;  // per species and route, by name
};

/// Reads `[compound.NAME]` with its `[compound.NAME.effect.ANY]` tables, target = "cell.node", and its
/// `[compound.NAME.pk.ANY]` tables, and `[compound.NAME.bone]` of one that bone stores. An antibody may have no effect:
/// it acts by what it binds; nor may an analogue, which `acts_as` a hormone.
Compound read_compound(const std::string& name, Section& section);

/// The signal that osteoclasts have of a compound in the bone that they resorb: "freed_alendronate".
std::string freed_signal(const std::string& compound);

/// The effect as one more driver of the rule it acts on. Effects of several compounds on one rule add their doses in
/// units of EC50 (Loewe); effects on different rules are independent.
void add_effect(RuleSpec& rule, const Compound& compound, const CompoundEffect& effect);

}  // namespace trabecula
