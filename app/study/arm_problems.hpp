#pragma once
#include "app/study/study.hpp"

#include "core/error.hpp"

#include <string>
#include <vector>

namespace trabecula {

/// Gathers what is wrong with the scenarios of a study. Each thing is said once, with the arm that it concerns unless
/// it concerns all: of one wrong level, every arm that holds it would complain.
class ArmProblems {
  public:
    explicit ArmProblems(const Study& study) : study_(study) {}

    void add(std::size_t arm, const Place& place, const std::string& message);

    /// What a scenario says of its arm, at the place in the study where the arm says it.
    void add(std::size_t arm, const InputError& error);

    /// @throws InputError
    void throw_if_any() const;

  private:
    struct Found {
        Place place;
        std::string message;
        std::vector<std::size_t> arms;
    };
    Place place_of(const Problem& problem, const Arm& arm) const;
    std::string with_arms(const Found& found) const;

    const Study& study_;
    std::vector<Found> found_;
};

}  // namespace trabecula
