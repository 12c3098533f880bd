#include "core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace trabecula {

namespace {

std::string describe(const std::vector<Problem>& problems)
{
    std::string text;
    for (const Problem& problem : problems) {
        const std::string place = to_string(problem.place);
        text += place.empty() ? problem.message : fmt::format("{}: {}", place, problem.message);
        text += '\n';
    }
    if (!text.empty()) text.pop_back();
    return text;
}

}  // namespace

std::string to_string(const Place& place)
{
    if (place.line == 0) return place.file;
    return fmt::format("{}:{}:{}", place.file, place.line, place.column);
}

InputError::InputError(std::vector<Problem> problems)
    : std::runtime_error(describe(problems)), problems_(std::move(problems))
{}

void Problems::throw_if_any() const
{
    if (found_.empty()) return;
    std::vector<Problem> sorted = found_;
    std::stable_sort(sorted.begin(), sorted.end(), [](const Problem& a, const Problem& b) {
        return std::tie(a.place.file, a.place.line, a.place.column) <
               std::tie(b.place.file, b.place.line, b.place.column);
    });
    throw InputError(std::move(sorted));
}

}  // namespace trabecula
