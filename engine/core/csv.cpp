#include "core/csv.hpp"

#include <algorithm>

namespace trabecula {

namespace {

constexpr std::string_view blanks = " \t\r";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

CsvField trimmed(std::string_view text, std::size_t begin)
{
    const std::size_t first = std::min(text.find_first_not_of(blanks), text.size());
    const std::size_t last = text.find_last_not_of(blanks);
    const int column = static_cast<int>(begin + first + 1);
    if (last == std::string_view::npos) return {{}, column};
    std::string_view kept = text.substr(first, last - first + 1);
    if (kept.size() >= 2 && kept.front() == '"' && kept.back() == '"') kept = kept.substr(1, kept.size() - 2);
    return {kept, column};
}

}  // namespace

std::vector<CsvField> split_csv(std::string_view line)
{
    std::vector<CsvField> fields;
    std::size_t begin = 0;
    while (true) {
        const std::size_t comma = std::min(line.find(',', begin), line.size());
        fields.push_back(trimmed(line.substr(begin, comma - begin), begin));
        if (comma == line.size()) return fields;
        begin = comma + 1;
    }
}

std::optional<std::string_view> CsvLines::next()
{
    while (std::getline(stream_, line_)) {
        ++number_;
        std::string_view text = line_;
        if (number_ == 1 && text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
        const std::size_t first = text.find_first_not_of(blanks);
        if (first != std::string_view::npos && text[first] != '#') return text;
    }
    return std::nullopt;
}

}  // namespace trabecula
