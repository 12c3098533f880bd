#pragma once
#include "core/error.hpp"
#include "core/nearest_name.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

namespace trabecula {

/// What the word of an option stands for. @throws InputError with the nearest right word
template <class Choice>
Choice chosen_word(const std::string& option, const std::string& word,
                   const std::vector<std::pair<std::string, Choice>>& choices)
{
    std::vector<std::string> words;
    for (const auto& [name, value] : choices) {
        if (name == word) return value;
        words.push_back(name);
    }
    throw InputError(fmt::format("{} = \"{}\" is not known{}", option, word, suggestion(word, words)));
}

}  // namespace trabecula
