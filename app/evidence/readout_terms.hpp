#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace trabecula {

/// What a claim says of a read-out.
enum class Expected { up, down, unchanged, changes };
std::string_view to_string(Expected expected);

/// One read-out of a claim that must hold by itself: a sum of read-outs, over another sum where there is one.
struct ReadoutTerm {
    std::string text;               // "RANKL/OPG"
    std::vector<std::string> sum;   // names of read-outs
    std::vector<std::string> over;  // none: no ratio
    Expected expected = Expected::up;
};

/// Takes a claim's read-out apart: `and` is each, `+` a sum, `/` a ratio unless the whole is a name itself; where the
/// direction is "both", parts between " / " each end in " up" or " down".
/// @param known  names of read-outs
/// @throws InputError  a name that is not known, with the nearest one; a part without its direction
std::vector<ReadoutTerm> readout_terms(const std::string& readout, const std::string& direction,
                                       const std::vector<std::string>& known);

}  // namespace trabecula
