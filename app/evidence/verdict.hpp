#pragma once
#include "app/evidence/readout_terms.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace trabecula {

/// What a treatment does to a read-out, in per cent of the untreated run of the same seed.
struct Effect {
    double percent = 0.0;
    double low = 0.0;  // the 95 % confidence interval, Student's t over the pairs
    double high = 0.0;
    double low_90 = 0.0;  // the 90 % interval
    double high_90 = 0.0;
};

/// From pairs of runs, by their log ratios where all are positive; else by their differences, as a share of the mean of
/// the untreated (of the treated, where the untreated are 0 throughout). Of a single pair no interval is known, and of
/// none nothing (NaN).
Effect effect_of(std::span<const double> treated, std::span<const double> untreated);

enum class Verdict { reproduced, not_reproduced, not_decidable, not_run };
std::string_view to_string(Verdict verdict);

/// Which effects count as what was expected:
///     up, down    95 % interval on that side of 0, and at least 5 %; with a number: besides, the number in the
///     interval
///                 or within 10 points of the effect
///     unchanged   90 % interval within +-10 %
///     changes     95 % interval on one side of 0, and at least 5 %
/// Not reproduced where the interval lies wholly beyond that (for `up`: below 5 %), not decidable where it reaches
/// both.
Verdict verdict_of(const Effect& effect, Expected expected, std::optional<double> number_percent = {});

/// Of several that must all hold: reproduced when all are, not reproduced when one is not, else not decidable.
Verdict all_of(std::span<const Verdict> verdicts);

}  // namespace trabecula
