#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace trabecula {

/// The candidate that `name` was probably meant to be: the least edit distance (insert, delete, replace, swap of
/// neighbours; case counts half), if that is at most a third of the length; the first of equals.
std::optional<std::string> nearest_name(std::string_view name, std::span<const std::string> candidates);

/// "; did you mean osteoclast?" or, without a near candidate, "; there are a, b, c" (at most twelve are listed).
std::string suggestion(std::string_view name, std::span<const std::string> candidates);

}  // namespace trabecula
