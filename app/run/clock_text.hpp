#pragma once
#include <string>

namespace trabecula {

/// "42 s", "3:07 min", "1:15 h"
std::string clock_text(double seconds);

}  // namespace trabecula
