#pragma once
#include "app/study/study.hpp"

#include <optional>
#include <string_view>

namespace trabecula {

/// A level as a study file gives it: a value for the path of the factor, or, where it has none, a table with a name and
/// what it sets. Notes a problem where it is neither. @param where  "factor[0].levels"
std::optional<Level> level_of(const ConfigNode& value, const Factor& factor, const std::string& where,
                              ConfigReader& reader);

/// Those of a list that are right.
std::vector<Level> levels_of(const std::vector<ConfigNode>& values, const Factor& factor, const std::string& where,
                             ConfigReader& reader);

/// Notes each name that stands before itself in the list. @param what  it is already: "the path of a factor"
void refuse_duplicates(const std::vector<NameInFile>& names, std::string_view what, Problems& problems);

/// Notes what is wrong with a setting: not key=value, or the seed, which replicates set.
void check_setting(const NameInFile& setting, Problems& problems);

}  // namespace trabecula
