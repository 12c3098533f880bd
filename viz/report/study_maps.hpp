#pragma once
#include "viz/report/html.hpp"

#include "output/study_file.hpp"

namespace trabecula {

/// The change that each level makes: as a map over the levels of the others where there are several, else as bars;
/// empty where the study asks for no effects.
Html effects_section(const StudyTable& table);

/// What pairs of doses do beyond what Bliss and Loewe expect, a map per response and dose; empty where the study asks
/// for no synergy.
Html synergy_section(const StudyTable& table);

}  // namespace trabecula
