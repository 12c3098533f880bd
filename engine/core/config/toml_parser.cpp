#include "core/config/document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

// toml++ asserts on some malformed input in debug builds, where a release build reports a right error.
#define TOML_ASSERT(expression) static_cast<void>(0)
#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

namespace trabecula {

namespace {

Place place_of(const toml::source_region& region, const std::string& file)
{
    return {file, static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}

bool later(const Place& a, const Place& b)
{
    return a.line != b.line ? a.line < b.line : a.column < b.column;
}

ConfigNode convert(const toml::node& node, const std::string& file);

void convert_table(const toml::table& table, const std::string& file, ConfigNode& result)
{
    result.kind = ConfigNode::Kind::table;
    for (const auto& [key, value] : table)
        result.members.push_back({std::string(key.str()), place_of(key.source(), file), convert(value, file)});
    std::ranges::stable_sort(result.members, later, &ConfigNode::Member::place);
}

ConfigNode convert(const toml::node& node, const std::string& file)
{
    ConfigNode result;
    result.place = place_of(node.source(), file);
    if (const auto* table = node.as_table()) {
        convert_table(*table, file, result);
    } else if (const auto* array = node.as_array()) {
        result.kind = ConfigNode::Kind::array;
        for (const toml::node& item : *array) result.items.push_back(convert(item, file));
    } else if (const auto* text = node.as_string()) {
        result.kind = ConfigNode::Kind::string;
        result.text = text->get();
    } else if (const auto* integer = node.as_integer()) {
        result.kind = ConfigNode::Kind::integer;
        result.integer = integer->get();
        result.real = static_cast<double>(integer->get());
    } else if (const auto* real = node.as_floating_point()) {
        result.kind = ConfigNode::Kind::real;
        result.real = real->get();
    } else if (const auto* flag = node.as_boolean()) {
        result.kind = ConfigNode::Kind::boolean;
        result.flag = flag->get();
    } else {
        throw InputError({{result.place, "dates and times of day mean nothing here; give a duration like \"28 d\""}});
    }
    return result;
}

/// Length of the UTF-8 sequence at `at`, 0 when it is not one (over-long forms and surrogates included).
std::size_t sequence_length(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned lead = byte(at);
    if (lead < 0x80U) return lead == 0 ? 0 : 1;
    if (lead >= 0xC2U && lead < 0xE0U) return follows(at + 1) ? 2 : 0;
    if (lead >= 0xE0U && lead < 0xF0U) {
        const bool overlong = lead == 0xE0U && byte(at + 1) < 0xA0U;
        const bool surrogate = lead == 0xEDU && byte(at + 1) >= 0xA0U;
        return follows(at + 1) && follows(at + 2) && !overlong && !surrogate ? 3 : 0;
    }
    if (lead >= 0xF0U && lead < 0xF5U) {
        const bool overlong = lead == 0xF0U && byte(at + 1) < 0x90U;
        const bool beyond = lead == 0xF4U && byte(at + 1) >= 0x90U;
        return follows(at + 1) && follows(at + 2) && follows(at + 3) && !overlong && !beyond ? 4 : 0;
    }
    return 0;
}

void require_text(std::string_view text, const std::string& file)
{
    int line = 1;
    int column = 1;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = sequence_length(text, at);
        if (length == 0)
            throw InputError({{{file, line, column},
                               fmt::format("byte 0x{:02X} is not UTF-8 text; is this a TOML file?",
                                           static_cast<unsigned char>(text[at]))}});
        column = text[at] == '\n' ? 1 : column + 1;
        line += text[at] == '\n' ? 1 : 0;
        at += length;
    }
}

}  // namespace

ConfigNode parse_toml(std::string_view text, const std::string& file)
{
    require_text(text, file);
    const toml::parse_result parsed = toml::parse(text, std::string_view(file));
    if (!parsed) {
        const toml::parse_error& error = parsed.error();
        throw InputError({{place_of(error.source(), file), std::string(error.description())}});
    }
    return convert(parsed.table(), file);
}

}  // namespace trabecula
