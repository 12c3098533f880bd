#include "viz/labels.hpp"

#include "viz/ticks.hpp"

#include <fmt/format.h>

#include <cctype>

namespace trabecula {

namespace {

bool is_letter(char c)
{
    return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

const char* raised(char digit)
{
    return digit == '2' ? "²" : digit == '3' ? "³" : nullptr;
}

}  // namespace

std::string readable_name(std::string_view name)
{
    std::string text(name);
    for (char& letter : text)
        if (letter == '_') letter = ' ';
    if (text.size() > 1 && text[1] == ' ')
        text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
    return text;
}

std::string readable_unit(std::string_view unit)
{
    if (unit == "1") return {};
    std::string text;
    for (std::size_t i = 0; i < unit.size(); ++i) {
        const bool begins_word = i == 0 || !is_letter(unit[i - 1]);
        const bool ends_word = i + 1 == unit.size() || !is_letter(unit[i + 1]);
        if (unit[i] == 'u' && begins_word && !ends_word)
            text += "µ";
        else if (!begins_word && raised(unit[i]) != nullptr)
            text += raised(unit[i]);
        else
            text += unit[i];
    }
    return text;
}

std::string with_unit(std::string_view name, std::string_view unit, std::string_view factor)
{
    const std::string printed = readable_unit(unit);
    const std::string_view between = printed.empty() || factor.empty() ? "" : " ";
    if (printed.empty() && factor.empty()) return std::string(name);
    return fmt::format("{} ({}{}{})", name, factor, between, printed);
}

std::string time_text(Hours time)
{
    if (time.value < 48) return short_number(time.value) + " h";
    return short_number(time.value / 24) + " d";
}

std::string time_stamp(Hours time)
{
    return "t = " + time_text(time);
}

}  // namespace trabecula
