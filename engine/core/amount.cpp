#include "core/amount.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace trabecula {

std::optional<Amount> read_amount(std::string_view text)
{
    Amount amount;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), amount.number);
    if (error != std::errc{} || !std::isfinite(amount.number)) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(rest - text.data()));
    amount.unit = text.substr(std::min(text.find_first_not_of(' '), text.size()));
    return amount;
}

}  // namespace trabecula
