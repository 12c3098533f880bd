#pragma once
#include "core/config/document.hpp"
#include "core/config/unit_system.hpp"
#include "core/units.hpp"

#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace trabecula {

/// The values that make sense, in the program's unit of the dimension, with ends included unless `more_than_least`.
struct Bounds {
    double least = -std::numeric_limits<double>::infinity();
    double most = std::numeric_limits<double>::infinity();
    bool more_than_least = false;
};
inline constexpr Bounds any_value{};
inline constexpr Bounds not_negative{.least = 0.0};
inline constexpr Bounds positive{.least = 0.0, .more_than_least = true};
inline constexpr Bounds share{.least = 0.0, .most = 1.0};

/// A name that a file gives to something defined elsewhere, with its place for a message when nothing is called so.
struct NameInFile {
    std::string text;
    Place place;
};

/// A quantity that may have one of several dimensions: which of them, and the value in its unit.
struct QuantityOfAny {
    std::size_t dimension = 0;
    double value = 0.0;
};

/// What reading needs: units, and where problems go.
struct ConfigReader {
    UnitSystem units;
    Problems problems;
};

/// A table of a configuration being read. Each value read is checked for type, unit and range; a problem is noted and
/// a harmless value returned, so that one pass finds everything. When a section ends its life, every key in it that
/// nobody asked for is a problem.
class Section {
  public:
    Section(const ConfigNode& table, std::string path, ConfigReader& reader);
    ~Section();
    Section(Section&&) noexcept;
    Section(const Section&) = delete;
    Section& operator=(const Section&) = delete;
    Section& operator=(Section&&) noexcept;

    const std::string& path() const { return path_; }
    const Place& place() const { return place_; }
    ConfigReader& reader() { return *reader_; }
    bool has(std::string_view key) const;
    bool has_path(const std::vector<std::string>& keys) const;
    std::vector<std::string> keys() const;

    /// Takes everything in this section as read.
    void skip() { table_ = nullptr; }

    /// A required quantity with its unit: `length = "10 um"`.
    template <class Dimension>
    void read(std::string_view key, Quantity<Dimension>& value, Bounds bounds = any_value)
    {
        value.value = quantity(key, Dimension::name, bounds, Presence::required).value_or(value.value);
    }
    /// An optional one: `value` stays as it is when the key is absent.
    template <class Dimension>
    bool read_if_present(std::string_view key, Quantity<Dimension>& value, Bounds bounds = any_value)
    {
        const auto given = quantity(key, Dimension::name, bounds, Presence::optional);
        value.value = given.value_or(value.value);
        return given.has_value();
    }
    /// A required value that is one of a few words or a quantity. @return the index of the word; absent when `value`
    /// was read, and after a problem
    template <class Dimension>
    std::optional<std::size_t> read_word_or(std::string_view key, Quantity<Dimension>& value, Bounds bounds,
                                            std::span<const std::string> words)
    {
        const auto word = word_instead_of(key, Dimension::name, words);
        if (!word) read(key, value, bounds);
        return word;
    }
    /// A required quantity of a dimension that is known only at run time, in the program's unit.
    double number_of(std::string_view key, const DimensionName& dimension, Bounds bounds)
    {
        return quantity(key, dimension, bounds, Presence::required).value_or(bounds.more_than_least ? 1.0 : 0.0);
    }
    std::optional<double> number_if_present(std::string_view key, Bounds bounds);

    /// A required quantity of one of several dimensions, "2 L/kg" or "110 L"; absent after a problem.
    std::optional<QuantityOfAny> quantity_of_any(std::string_view key, std::span<const DimensionName> dimensions,
                                                 Bounds bounds)
    {
        return quantity_of_any(key, dimensions, bounds, Presence::required);
    }
    std::optional<QuantityOfAny> quantity_of_any_if_present(std::string_view key,
                                                            std::span<const DimensionName> dimensions, Bounds bounds)
    {
        return quantity_of_any(key, dimensions, bounds, Presence::optional);
    }

    std::string text(std::string_view key);
    std::optional<std::string> text_if_present(std::string_view key);
    std::int64_t whole_number(std::string_view key, std::int64_t least, std::int64_t most);
    bool flag(std::string_view key);
    bool flag_if_present(std::string_view key);  // false where it is absent
    NameInFile name(std::string_view key);

    /// One of a few words; the index of the word in `words`, 0 after a problem.
    std::size_t choice(std::string_view key, std::span<const std::string> words);

    /// The obligatory origin of a section's numbers: a citation, or "assumed: why", or "calibrated: how".
    std::string source();

    Section section(std::string_view key);  // required
    std::optional<Section> section_if_present(std::string_view key);
    Section section_or_empty(std::string_view key);  // an absent one holds nothing
    std::vector<std::pair<NameInFile, Section>>
    named_sections();  // every key of this table, by name: no order of a file makes a difference
    std::vector<Section> list_if_present(std::string_view key);       // a list of tables
    std::vector<NameInFile> names_if_present(std::string_view key);   // a list of strings
    std::vector<ConfigNode> values_if_present(std::string_view key);  // a list of values of any kind
    const ConfigNode* value_if_present(std::string_view key);         // of any kind; nullptr: absent
    std::optional<std::vector<std::int64_t>> whole_numbers_if_present(std::string_view key, std::size_t count);

    /// Notes a problem at a key (or at the section when the key is absent): "path.key <message>".
    void problem(std::string_view key, std::string message);
    Place place_of(std::string_view key) const;

  private:
    enum class Presence { required, optional };
    std::optional<double> quantity(std::string_view key, const DimensionName& dimension, Bounds bounds,
                                   Presence presence);
    std::optional<QuantityOfAny> quantity_of_any(std::string_view key, std::span<const DimensionName> dimensions,
                                                 Bounds bounds, Presence presence);
    bool in_range(std::string_view key, const ConfigNode& node, double value, const DimensionName& dimension,
                  Bounds bounds);
    std::optional<std::size_t> word_instead_of(std::string_view key, const DimensionName& dimension,
                                               std::span<const std::string> words);
    const ConfigNode* find(std::string_view key, Presence presence);
    const ConfigNode* find(std::string_view key, Presence presence, ConfigNode::Kind kind, std::string_view example);
    std::string full(std::string_view key) const;

    const ConfigNode* table_;  // nullptr once moved from, or after a problem: then everything is absent in silence
    std::string path_;
    Place place_;
    ConfigReader* reader_;
    std::vector<std::string> asked_;
};

}  // namespace trabecula
