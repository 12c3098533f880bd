#pragma once
#include "app/evidence/assays.hpp"
#include "app/scenario/scenario.hpp"

#include "pharmacology/compound.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace trabecula {

/// One scenario that is run with several seeds. Claims share arms.
struct EvidenceArm {
    std::string context;
    std::vector<std::string> settings;     // of the experiment
    std::optional<CompoundFile> compound;  // that is given
    std::vector<std::string> given;        // settings of how, and of its effects
    std::string hash = {};                 // of its scenario with seed 0

    Scenario scenario(const Assays& assays, std::int64_t seed) const;
};

/// What planning needs of an arm's scenario.
struct ArmFacts {
    std::vector<Compound> compounds;
    std::set<std::string> series;
};

/// The arms of a plan, each loaded once, when it is first asked for.
class PlannedArms {
  public:
    explicit PlannedArms(const Assays& assays) : assays_(assays) {}

    /// The number of an arm. @throws InputError  its scenario is wrong
    std::size_t number_of(EvidenceArm arm);

    const EvidenceArm& operator[](std::size_t arm) const { return arms_[arm]; }
    const ArmFacts& facts(std::size_t arm) const { return facts_[arm]; }

    /// All of them; none is left.
    std::vector<EvidenceArm> take() { return std::move(arms_); }

  private:
    const Assays& assays_;
    std::vector<EvidenceArm> arms_;
    std::deque<ArmFacts> facts_;  // of the arms; they stay in place
};

}  // namespace trabecula
