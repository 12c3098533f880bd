#pragma once
#include "app/study/hill_fit.hpp"
#include "app/study/study.hpp"

#include "output/study_file.hpp"

#include <optional>

namespace trabecula {

/// What two doses that act independently leave of an untreated response [Bliss1939].
double bliss_expected(double untreated, double first_alone, double second_alone);

/// What two doses give that add up as doses of one agent [Loewe1926]: the change of which they are, each as a share of
/// its own dose for that change, 1 together. Absent where the two act in opposite directions.
std::optional<double> loewe_expected(const HillCurve& first, double first_dose, const HillCurve& second,
                                     double second_dose);

/// Each pair of doses of a design of pairs against what Bliss and Loewe expect of it.
AnalysisTable synergy_of(const Study& study, const StudyTable& table, const Analysis& analysis);

}  // namespace trabecula
