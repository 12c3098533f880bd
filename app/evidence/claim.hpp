#pragma once
#include "core/error.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace trabecula {

/// A row of the table of evidence: what an experiment is said to have shown.
struct Claim {
    std::string id;
    std::vector<std::string> compounds;  // as the table calls them; none: something else was changed
    std::string context;
    std::string context_source;      // "seed": the review's experiment; "assumed": ours
    std::vector<std::string> doses;  // "10 uM"; none: the nominal one
    std::string mechanism;
    std::string readout;
    std::string direction;  // up, down, both, unchanged, changes
    std::string magnitude;  // "-58.3", in per cent; may be words, or empty
    std::string reference;  // of the review
    Place place;
};

/// Reads the table: comma-separated, a line of names, no quotes.
/// @throws InputError  every problem that was found
std::vector<Claim> read_claims(const std::filesystem::path& file);

}  // namespace trabecula
