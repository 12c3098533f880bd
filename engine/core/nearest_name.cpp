#include "core/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <vector>

namespace trabecula {

namespace {

double replacement_cost(char a, char b)
{
    if (a == b) return 0.0;
    const auto lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
    return lower(a) == lower(b) ? 0.5 : 1.0;
}

double edit_distance(std::string_view a, std::string_view b)
{
    const std::size_t width = b.size() + 1;
    std::vector<double> cost((a.size() + 1) * width);
    const auto at = [&](std::size_t i, std::size_t j) -> double& { return cost[i * width + j]; };
    for (std::size_t i = 0; i <= a.size(); ++i) at(i, 0) = static_cast<double>(i);
    for (std::size_t j = 0; j <= b.size(); ++j) at(0, j) = static_cast<double>(j);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            at(i, j) = std::min(
                {at(i - 1, j) + 1.0, at(i, j - 1) + 1.0, at(i - 1, j - 1) + replacement_cost(a[i - 1], b[j - 1])});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) at(i, j) = std::min(at(i, j), at(i - 2, j - 2) + 1.0);
        }
    }
    return at(a.size(), b.size());
}

}  // namespace

std::optional<std::string> nearest_name(std::string_view name, std::span<const std::string> candidates)
{
    const std::string* best = nullptr;
    double least = 0.0;
    for (const std::string& candidate : candidates) {
        const double distance = edit_distance(name, candidate);
        if (best == nullptr || distance < least) {
            best = &candidate;
            least = distance;
        }
    }
    if (best == nullptr) return std::nullopt;
    const auto longer = static_cast<double>(std::max(name.size(), best->size()));
    if (least > std::max(1.0, longer / 3.0)) return std::nullopt;
    return *best;
}

std::string suggestion(std::string_view name, std::span<const std::string> candidates)
{
    if (const auto near = nearest_name(name, candidates)) return fmt::format("; did you mean {}?", *near);
    if (candidates.empty()) return "; none is allowed here";
    constexpr std::size_t most = 12;
    const auto shown = candidates.first(std::min(most, candidates.size()));
    return fmt::format("; there {} {}{}", candidates.size() == 1 ? "is" : "are", fmt::join(shown, ", "),
                       candidates.size() > most ? ", ..." : "");
}

}  // namespace trabecula
