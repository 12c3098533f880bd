#include "viz/report/html.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <stdexcept>

namespace trabecula {

namespace {

std::string escaped(std::string_view words)
{
    std::string safe;
    for (const char letter : words) switch (letter) {
            case '&':
                safe += "&amp;";
                break;
            case '<':
                safe += "&lt;";
                break;
            case '>':
                safe += "&gt;";
                break;
            case '"':
                safe += "&quot;";
                break;
            default:
                safe += letter;
        }
    return safe;
}

Html row_of(const std::vector<Html>& cells, std::string_view first_tag, std::string_view other_tag)
{
    Html row;
    for (std::size_t i = 0; i < cells.size(); ++i) row += element(i == 0 ? first_tag : other_tag, cells[i]);
    return element("tr", row) + Html{"\n"};
}

}  // namespace

Html text(std::string_view words)
{
    return {escaped(words)};
}

std::string attribute(std::string_view name, std::string_view value)
{
    return fmt::format(" {}=\"{}\"", name, escaped(value));
}

Html element(std::string_view tag, const Html& content, std::string_view attributes)
{
    return {fmt::format("<{}{}>{}</{}>", tag, attributes, content.code, tag)};
}

Html paragraph(std::string_view words)
{
    return element("p", text(words));
}

Html html_of(const HtmlTable& table)
{
    Html rows;
    for (const auto& row : table.rows) rows += row_of(row, "th", "td");
    const Html head = element("thead", row_of(table.head, "th", "th"));
    const Html whole = element("table", head + element("tbody", rows), attribute("class", table.classes));
    return element("div", whole, attribute("class", "scrolls"));
}

std::string filled(std::string_view page_template, const std::vector<std::pair<std::string_view, std::string>>& values)
{
    std::string page;
    for (std::size_t begin = page_template.find("{{"); begin != std::string_view::npos;
         begin = page_template.find("{{")) {
        const std::size_t end = page_template.find("}}", begin);
        const std::string_view name = page_template.substr(begin + 2, end - begin - 2);
        const auto found = std::ranges::find(values, name, &std::pair<std::string_view, std::string>::first);
        if (found == values.end()) throw std::logic_error(fmt::format("the page has no value for {}", name));
        page += page_template.substr(0, begin);
        page += found->second;
        page_template.remove_prefix(end + 2);
    }
    return page += page_template;
}

std::string base64(const std::vector<unsigned char>& bytes)
{
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string code;
    code.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t bits = 0;
        for (std::size_t k = 0; k < 3; ++k) bits = bits << 8U | (k < count ? bytes[i + k] : 0U);
        for (std::size_t k = 0; k < 4; ++k) code += k <= count ? digits[bits >> (18 - 6 * k) & 63U] : '=';
    }
    return code;
}

}  // namespace trabecula
