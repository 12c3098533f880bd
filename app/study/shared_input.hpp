#pragma once
#include "app/scenario/scenario.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace trabecula {

/// What runs do not change, and share where it is equal: the scenario of an arm, read and checked, and the bone, made
/// or read from its file. The process that forks the runs gets it before a fork; the run reads the same memory.
class SharedInput {
  public:
    /// Gets ready what the next run needs. A bone is got here when two runs ask for it one after the other, for only
    /// then is it likely to be asked for again, and not when it is large: then it costs little beside its run, and a
    /// lack of memory is to end that run alone. Makes no thread.
    /// @throws InputError  the scenario has another hash than it had
    void prepare(const std::string& arm_hash, const std::function<Scenario()>& scenario);

    /// With seed 0.
    const Scenario& scenario() const { return *scenario_; }

    /// Nothing where the run gets its own.
    const BoneVolume* bone() const { return bone_ ? &*bone_ : nullptr; }

  private:
    /// Where a bone comes from: one of the two.
    struct Source {
        std::optional<SyntheticBone> synthetic;
        std::filesystem::path file;
        bool operator==(const Source&) const = default;
    };

    std::optional<Scenario> scenario_;
    std::optional<Source> asked_;  // by the run before
    std::optional<BoneVolume> bone_;
};

}  // namespace trabecula
