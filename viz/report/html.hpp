#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace trabecula {

/// A piece of a page. Text enters it through `text` and `attribute` alone, which escape it.
struct Html {
    std::string code;
    Html& operator+=(const Html& more)
    {
        code += more.code;
        return *this;
    }
    bool operator==(const Html&) const = default;
    bool empty() const { return code.empty(); }
};

inline Html operator+(Html a, const Html& b)
{
    return a += b;
}

Html text(std::string_view words);

/// ` name="value"`, for the attributes of an element.
std::string attribute(std::string_view name, std::string_view value);

/// <tag attributes>content</tag>
Html element(std::string_view tag, const Html& content, std::string_view attributes = {});

/// <p>words</p>
Html paragraph(std::string_view words);

/// A table that scrolls sideways where the page is narrow.
struct HtmlTable {
    std::vector<Html> head;
    std::vector<std::vector<Html>> rows;  // the first cell of a row is its name
    std::string classes;
};
Html html_of(const HtmlTable& table);

/// The template with each {{name}} replaced. Replacements are not looked through again.
/// @throws std::logic_error when the template has a name that is not among the values
std::string filled(std::string_view page_template, const std::vector<std::pair<std::string_view, std::string>>& values);

/// As in RFC 4648, with padding.
std::string base64(const std::vector<unsigned char>& bytes);

}  // namespace trabecula
