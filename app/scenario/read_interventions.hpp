#pragma once
#include "app/scenario/knock_outs.hpp"

#include "agents/model_params.hpp"

#include "pharmacology/compound.hpp"
#include "pharmacology/mixture.hpp"
#include "pharmacology/read_dosing.hpp"

#include "core/config/section.hpp"

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

namespace trabecula {

/// How one intervention gives a compound: held at a concentration, or in doses.
struct Treatment {
    std::string name;      // of the intervention
    std::size_t compound;  // of Medication::compounds
    std::variant<Exposure, Dosing> given;
    std::string mixture = {};  // of which it is a part; empty: given by itself
};

/// What is given in a scenario, before names have become indices: for reading rules, and to tell a person.
struct Medication {
    std::vector<Compound> compounds;  // all that the scenario includes, by name
    std::vector<Mixture> mixtures;    // likewise
    std::vector<Treatment> treatments;
};

/// Reads `[compound]`; fields and systemic signals are known already, since no compound may be called like one.
std::vector<Compound> read_compounds(Section& root, const ModelParams& params);

/// Reads `[mixture]`; each part must be one of the compounds.
std::vector<Mixture> read_mixtures(Section& root, const std::vector<Compound>& compounds);

/// Reads `[intervention]`; makes a systemic signal of each compound and of each knock-out.
///
///     [intervention.ANY]
///     compound = "berberine"
///     concentration = "10 uM"   # or "nominal"; with start, stop, every, lasting
///     dose = "20 mg/kg"         # or this, with pk, start, stop, every
///     mixture = "er_xian"       # in place of a compound: each part of it gets its share
///
///     [intervention.OTHER]
///     knock_out = ["RANKL"]     # with start, stop, every, lasting
void read_interventions(Section& root, Hours duration, Medication& medication, ModelParams& params,
                        std::vector<KnockOut>& knock_outs);

}  // namespace trabecula
