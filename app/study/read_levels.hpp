#pragma once
#include "app/study/study.hpp"

#include <string_view>

namespace trabecula {

/// The values of a list that stand for levels; notes those that are lists or tables. @param where  "factor[0].levels"
std::vector<Level> levels_of(const std::vector<ConfigNode>& values, const std::string& where, Problems& problems);

/// Notes each name that stands before itself in the list. @param what  it is already: "the path of a factor"
void refuse_duplicates(const std::vector<NameInFile>& names, std::string_view what, Problems& problems);

}  // namespace trabecula
