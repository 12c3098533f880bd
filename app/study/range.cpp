#include "app/study/range.hpp"

#include "core/amount.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace trabecula {

namespace {

std::optional<Amount> number_and_unit(const ConfigNode& value, const UnitSystem& units)
{
    if (value.kind == ConfigNode::Kind::integer || value.kind == ConfigNode::Kind::real) return Amount{value.real, {}};
    if (value.kind != ConfigNode::Kind::string || !units.is_quantity(value.text)) return std::nullopt;
    return read_amount(value.text);
}

std::string value_at(const Range& range, double way)
{
    const double value = range.scale == Scale::log ? range.low * std::pow(range.high / range.low, way)
                                                   : range.low + way * (range.high - range.low);
    return range.unit.empty() ? fmt::format("{:.6g}", value) : fmt::format("{:.6g} {}", value, range.unit);
}

}  // namespace

std::optional<Range> read_range(Section& factor)
{
    const std::vector<ConfigNode> ends = factor.values_if_present("range");
    if (!factor.has("range")) {
        if (factor.text_if_present("scale")) factor.problem("scale", "belongs to a range; leave it out");
        return std::nullopt;
    }
    Range range;
    range.place = factor.place_of("range");
    static const std::vector<std::string> scales{"linear", "log"};
    range.scale = static_cast<Scale>(factor.choice("scale", scales));
    const UnitSystem& units = factor.reader().units;
    const auto low = ends.size() == 2 ? number_and_unit(ends[0], units) : std::nullopt;
    const auto high = ends.size() == 2 ? number_and_unit(ends[1], units) : std::nullopt;
    if (!low || !high || low->unit != high->unit || !(low->number < high->number))
        factor.problem("range",
                       "is not two quantities in one unit, the lower first; give them like [\"0.02 /d\", "
                       "\"0.08 /d\"]");
    else if (range.scale == Scale::log && !(low->number > 0.0))
        factor.problem("range", "begins at 0 or below, where a scale = \"log\" has no value; take a greater one");
    else
        range = {low->number, high->number, range.scale, low->unit, range.place};
    return range;
}

Level level_at(const Factor& factor, double way)
{
    if (!factor.range) {
        const auto count = static_cast<double>(factor.levels.size());
        return factor.levels[static_cast<std::size_t>(std::min(std::floor(way * count), count - 1.0))];
    }
    const std::string value = value_at(*factor.range, way);
    const std::string quote = factor.range->unit.empty() ? "" : "\"";
    return {value, factor.range->place, {{factor.path.text + '=' + quote + value + quote, factor.range->place}}};
}

}  // namespace trabecula
