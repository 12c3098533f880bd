#include "app/evidence/claim.hpp"
#include "app/evidence/split.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <fstream>
#include <set>

namespace trabecula {

namespace {

const std::vector<std::string> columns{"claim",     "compound", "context",   "context_source", "dose_uM",
                                       "mechanism", "readout",  "direction", "magnitude_pct",  "review_ref"};
const std::vector<std::string> directions{"up", "down", "both", "unchanged", "changes"};

/// "0.1-1.0" are two doses; 0 is none.
std::vector<std::string> doses_of(const std::string& text)
{
    std::vector<std::string> doses;
    if (text.empty()) return doses;
    for (const std::string& dose : split(text, "-"))
        if (dose != "0") doses.push_back(dose + " uM");
    return doses;
}

Claim claim_of(const std::vector<std::string>& field, const Place& place)
{
    Claim claim{field[0], {},       field[2], field[3], doses_of(field[4]), field[5], field[6],
                field[7], field[8], field[9], place};
    if (!field[1].empty()) claim.compounds = split(field[1], ";");
    return claim;
}

}  // namespace

std::vector<Claim> read_claims(const std::filesystem::path& file)
{
    std::ifstream stream(file);
    if (!stream) throw InputError(fmt::format("{} cannot be read; it is the table of evidence", file.string()));
    std::vector<Claim> claims;
    std::set<std::string> ids;
    Problems problems;
    std::string line;
    for (int number = 1; std::getline(stream, line); ++number) {
        const Place place{file.string(), number, 1};
        const std::vector<std::string> fields = split(line, ",");
        if (number == 1 && fields != columns)
            problems.add(place, fmt::format("the columns are not {}", fmt::join(columns, ",")));
        if (number == 1 || line.empty()) continue;
        if (fields.size() != columns.size()) {
            problems.add(place, fmt::format("has {} fields instead of {}; a text may hold no comma", fields.size(),
                                            columns.size()));
            continue;
        }
        claims.push_back(claim_of(fields, place));
        if (!ids.insert(fields[0]).second) problems.add(place, fmt::format("claim {} stands twice", fields[0]));
        if (std::ranges::find(directions, fields[7]) == directions.end())
            problems.add(place, fmt::format("direction \"{}\" is none of {}", fields[7], fmt::join(directions, ", ")));
    }
    problems.throw_if_any();
    return claims;
}

}  // namespace trabecula
