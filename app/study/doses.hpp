#pragma once
#include "app/study/study.hpp"

namespace trabecula {

/// The dose that a level is, in the unit it is written in; absent: the level is no number with a unit.
std::optional<double> dose_of(const Level& level);

/// The unit in which the doses of a factor are written; "1" for plain numbers.
std::string dose_unit(const Study& study, std::size_t factor);

/// Notes what keeps the levels of a factor from being doses of a curve: levels that are no numbers, in several units,
/// or no dose of 0 among them and the base.
void check_doses(const Study& study, std::size_t factor, Problems& problems);

}  // namespace trabecula
