#include "core/config/unit_system.hpp"

#include "core/error.hpp"

#include <fmt/format.h>
#include <udunits2.h>

#include <charconv>
#include <cmath>
#include <map>
#include <memory>
#include <utility>

namespace trabecula {

namespace {

struct FreeUnit {
    void operator()(ut_unit* unit) const { ut_free(unit); }
};
using Unit = std::unique_ptr<ut_unit, FreeUnit>;

struct FreeConverter {
    void operator()(cv_converter* converter) const { cv_free(converter); }
};
using Converter = std::unique_ptr<cv_converter, FreeConverter>;

struct FreeSystem {
    void operator()(ut_system* system) const { ut_free_system(system); }
};

struct NumberAndUnit {
    double number;
    std::string unit;
};

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// In the terms of udunits2: the two Unicode letters for micro become "u", and what is counted becomes 1 (udunits2's
/// own molecule is a part of a mole).
std::string in_udunits_terms(std::string_view text)
{
    constexpr std::pair<std::string_view, std::string_view> terms[] = {
        {"\xC2\xB5", "u"}, {"\xCE\xBC", "u"}, {"molecules", "1"}, {"molecule", "1"}, {"cells", "1"}, {"cell", "1"}};
    std::string result(text);
    for (const auto& [term, replacement] : terms)
        for (auto at = result.find(term); at != std::string::npos; at = result.find(term))
            result.replace(at, term.size(), replacement);
    return result;
}

std::optional<NumberAndUnit> split(std::string_view text)
{
    text = trimmed(text);
    if (text.starts_with('+')) text.remove_prefix(1);
    double number = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || !std::isfinite(number)) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    const std::string unit = in_udunits_terms(trimmed(text));
    if (unit.empty()) return NumberAndUnit{number, "1"};
    return NumberAndUnit{number, unit.starts_with('/') ? fmt::format("1{}", unit) : unit};
}

}  // namespace

/// The database of units, and the conversions that were asked for: a study asks for the same few dozen a thousand
/// times.
class UnitSystem::Database {
  public:
    Database()
    {
        ut_set_error_message_handler(ut_ignore);
        system_.reset(ut_read_xml(nullptr));
        if (!system_)
            throw FileError("udunits2 finds no database of units; install libudunits2-data or set UDUNITS2_XML_PATH");
        add("M", "mol/L");
        add("y", "365.25 day");
        add("wk", "7 day");
    }

    Unit parse(const std::string& unit) const { return Unit(ut_parse(system_.get(), unit.c_str(), UT_UTF8)); }

    /// nullptr where one is no unit, or they measure different things
    const cv_converter* converter(const std::string& from, const std::string& to)
    {
        const auto known = converters_.find({from, to});
        if (known != converters_.end()) return known->second.get();
        const Unit given = parse(from);
        const Unit wanted = parse(to);
        if (!given || !wanted || ut_are_convertible(given.get(), wanted.get()) == 0) return nullptr;
        Converter made(ut_get_converter(given.get(), wanted.get()));
        return converters_.emplace(std::pair(from, to), std::move(made)).first->second.get();
    }

  private:
    void add(const char* symbol, const char* definition) const
    {
        const Unit unit = parse(definition);
        if (unit) ut_map_symbol_to_unit(symbol, UT_ASCII, unit.get());
    }

    std::unique_ptr<ut_system, FreeSystem> system_;
    std::map<std::pair<std::string, std::string>, Converter> converters_;  // of units that convert
};

UnitSystem::UnitSystem()
{
    static Database loaded_once;
    database_ = &loaded_once;
}

std::optional<double> UnitSystem::read(std::string_view text, const DimensionName& dimension) const
{
    const auto given = split(text);
    if (!given || (given->unit == "1" && dimension.unit != "1")) return std::nullopt;
    const cv_converter* const converter = database_->converter(given->unit, std::string(dimension.unit));
    if (converter == nullptr) return std::nullopt;
    return cv_convert_double(converter, given->number);
}

bool UnitSystem::is_quantity(std::string_view text) const
{
    const auto given = split(text);
    return given && database_->parse(given->unit) != nullptr;
}

}  // namespace trabecula
