#include "app/evidence/readout_terms.hpp"

#include "app/evidence/split.hpp"

#include "core/error.hpp"
#include "core/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace trabecula {

namespace {

constexpr std::array<std::string_view, 4> words{"up", "down", "unchanged", "changes"};

Expected expected_of(std::string_view word)
{
    const auto found = std::ranges::find(words, word);
    if (found == words.end())
        throw InputError(fmt::format("direction \"{}\" is none of up, down, unchanged, changes, both", word));
    return static_cast<Expected>(found - words.begin());
}

bool is_known(const std::string& name, const std::vector<std::string>& known)
{
    return std::ranges::find(known, name) != known.end();
}

std::vector<std::string> sum_of(const std::string& text, const std::vector<std::string>& known)
{
    if (is_known(text, known)) return {text};
    std::vector<std::string> names = split(text, "+");
    for (const std::string& name : names)
        if (!is_known(name, known))
            throw InputError(fmt::format("\"{}\" is no read-out{}", name, suggestion(name, known)));
    return names;
}

ReadoutTerm term_of(const std::string& text, Expected expected, const std::vector<std::string>& known)
{
    const auto slash = text.find('/');
    if (is_known(text, known) || slash == std::string::npos) return {text, sum_of(text, known), {}, expected};
    return {text, sum_of(text.substr(0, slash), known), sum_of(text.substr(slash + 1), known), expected};
}

/// "IL10 and TGFB up" without its last word, and that word.
std::pair<std::string, Expected> with_direction(const std::string& part)
{
    for (const std::string_view word : {" up", " down"})
        if (part.ends_with(word)) return {part.substr(0, part.size() - word.size()), expected_of(word.substr(1))};
    throw InputError(fmt::format("\"{}\" does not say up or down; let each part between \" / \" end so", part));
}

}  // namespace

std::string_view to_string(Expected expected)
{
    return words[static_cast<std::size_t>(expected)];
}

std::vector<ReadoutTerm> readout_terms(const std::string& readout, const std::string& direction,
                                       const std::vector<std::string>& known)
{
    std::vector<ReadoutTerm> terms;
    const bool both = direction == "both";
    for (const std::string& part : both ? split(readout, " / ") : std::vector{readout}) {
        const auto [text, expected] = both ? with_direction(part) : std::pair(part, expected_of(direction));
        for (const std::string& term : split(text, " and ")) terms.push_back(term_of(term, expected, known));
    }
    return terms;
}

}  // namespace trabecula
