#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace trabecula {

/// The parts of a text between separators, without blanks at their ends: "a and b" at " and ".
std::vector<std::string> split(std::string_view text, std::string_view separator);

}  // namespace trabecula
