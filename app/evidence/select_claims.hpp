#pragma once
#include "app/evidence/assays.hpp"
#include "app/evidence/claim.hpp"

#include <string>
#include <vector>

namespace trabecula {

/// Which claims to run: those that each list allows; an empty one allows all.
struct ClaimFilter {
    std::vector<std::string> claims;
    std::vector<std::string> compounds;
    std::vector<std::string> contexts;
    bool cultures_alone = false;
};

/// In the order of the table. @throws InputError  a name that is not in the table, with the nearest one; none is left
std::vector<Claim> select_claims(const std::vector<Claim>& all, const Assays& assays, const ClaimFilter& filter);

}  // namespace trabecula
