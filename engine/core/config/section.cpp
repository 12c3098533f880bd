#include "core/config/section.hpp"

#include "core/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace trabecula {

namespace {

const ConfigNode empty_table{};

std::string number_with_unit(double value, const DimensionName& dimension)
{
    return dimension.unit == "1" ? fmt::format("{:g}", value) : fmt::format("{:g} {}", value, dimension.unit);
}

std::string rule(const DimensionName& dimension, Bounds bounds)
{
    const std::string least = number_with_unit(bounds.least, dimension);
    const std::string most = number_with_unit(bounds.most, dimension);
    if (std::isinf(bounds.most))
        return fmt::format("must be {} {}", bounds.more_than_least ? "more than" : "at least", least);
    if (std::isinf(bounds.least)) return fmt::format("must be at most {}", most);
    return fmt::format("must lie between {}{} and {}", least, bounds.more_than_least ? " (excluded)" : "", most);
}

bool inside(double value, Bounds bounds)
{
    return value <= bounds.most && (bounds.more_than_least ? value > bounds.least : value >= bounds.least);
}

}  // namespace

Section::Section(const ConfigNode& table, std::string path, ConfigReader& reader)
    : table_(&table), path_(std::move(path)), place_(table.place), reader_(&reader)
{
    if (table.kind == ConfigNode::Kind::table) return;
    reader.problems.add(table.place, fmt::format("{} = {} is {}, not a table; write it as [{}]", path_, written(table),
                                                 kind_name(table.kind), path_));
    table_ = nullptr;
}

Section::Section(Section&& other) noexcept
    : table_(std::exchange(other.table_, nullptr)),
      path_(std::move(other.path_)),
      place_(std::move(other.place_)),
      reader_(other.reader_),
      asked_(std::move(other.asked_))
{}

Section& Section::operator=(Section&& other) noexcept
{
    std::swap(table_, other.table_);
    std::swap(path_, other.path_);
    std::swap(place_, other.place_);
    std::swap(reader_, other.reader_);
    std::swap(asked_, other.asked_);
    return *this;
}

Section::~Section()
{
    if (table_ == nullptr) return;
    std::vector<std::string> missing;
    for (const std::string& name : asked_)
        if (table_->find(name) == nullptr) missing.push_back(name);
    for (const auto& member : table_->members) {
        if (std::ranges::find(asked_, member.key) != asked_.end()) continue;
        const auto near = nearest_name(member.key, missing);
        reader_->problems.add(member.place, fmt::format("unknown key {}{}", full(member.key),
                                                        near ? fmt::format("; did you mean {}?", *near)
                                                             : suggestion(member.key, asked_)));
    }
}

std::string Section::full(std::string_view key) const
{
    return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
}

bool Section::has(std::string_view key) const
{
    return table_ != nullptr && table_->find(key) != nullptr;
}

bool Section::has_path(const std::vector<std::string>& keys) const
{
    const ConfigNode* node = table_;
    for (const std::string& key : keys) node = node == nullptr ? nullptr : node->find(key);
    return node != nullptr;
}

std::vector<std::string> Section::keys() const
{
    std::vector<std::string> names;
    if (table_ != nullptr)
        for (const auto& member : table_->members) names.push_back(member.key);
    return names;
}

Place Section::place_of(std::string_view key) const
{
    const ConfigNode* node = table_ == nullptr ? nullptr : table_->find(key);
    return node == nullptr ? place_ : node->place;
}

void Section::problem(std::string_view key, std::string message)
{
    reader_->problems.add(place_of(key), fmt::format("{} {}", full(key), message));
}

const ConfigNode* Section::find(std::string_view key, Presence presence)
{
    if (std::ranges::find(asked_, key) == asked_.end()) asked_.emplace_back(key);
    if (table_ == nullptr) return nullptr;
    const ConfigNode* node = table_->find(key);
    if (node == nullptr && presence == Presence::required)
        reader_->problems.add(place_, fmt::format("{} is missing; it has no default", full(key)));
    return node;
}

const ConfigNode* Section::find(std::string_view key, Presence presence, ConfigNode::Kind kind,
                                std::string_view example)
{
    const ConfigNode* node = find(key, presence);
    if (node == nullptr || node->kind == kind) return node;
    problem(key, fmt::format("= {} is {}, not {}; give one like {}", written(*node), kind_name(node->kind),
                             kind_name(kind), example));
    return nullptr;
}

std::optional<double> Section::quantity(std::string_view key, const DimensionName& dimension, Bounds bounds,
                                        Presence presence)
{
    const ConfigNode* node = find(key, presence);
    if (node == nullptr) return std::nullopt;
    std::optional<double> value;
    const bool bare = node->kind == ConfigNode::Kind::integer || node->kind == ConfigNode::Kind::real;
    if (bare && dimension.unit == "1") value = node->real;
    if (bare && dimension.unit != "1") {
        problem(key, fmt::format("= {} has no unit; give {} like \"{}\"", written(*node), dimension.noun,
                                 dimension.example));
        return std::nullopt;
    }
    if (node->kind == ConfigNode::Kind::string) value = reader_->units.read(node->text, dimension);
    if (!value) {
        const bool readable = node->kind != ConfigNode::Kind::string || reader_->units.is_quantity(node->text);
        problem(key, readable ? fmt::format("= {} is not {}; give one like \"{}\"", written(*node), dimension.noun,
                                            dimension.example)
                              : fmt::format("= {} is not a number with a known unit; give {} like \"{}\"",
                                            written(*node), dimension.noun, dimension.example));
        return std::nullopt;
    }
    return in_range(key, *node, *value, dimension, bounds) ? value : std::nullopt;
}

bool Section::in_range(std::string_view key, const ConfigNode& node, double value, const DimensionName& dimension,
                       Bounds bounds)
{
    if (std::isfinite(value) && inside(value, bounds)) return true;
    problem(key, fmt::format("= {} is out of range: it {}", written(node), rule(dimension, bounds)));
    return false;
}

std::optional<QuantityOfAny> Section::quantity_of_any(std::string_view key, std::span<const DimensionName> dimensions,
                                                      Bounds bounds, Presence presence)
{
    const ConfigNode* node = find(key, presence);
    if (node == nullptr) return std::nullopt;
    const bool is_text = node->kind == ConfigNode::Kind::string;
    for (std::size_t d = 0; is_text && d < dimensions.size(); ++d) {
        const auto value = reader_->units.read(node->text, dimensions[d]);
        if (!value) continue;
        if (!in_range(key, *node, *value, dimensions[d], bounds)) return std::nullopt;
        return QuantityOfAny{d, *value};
    }
    std::vector<std::string> allowed;
    for (const DimensionName& dimension : dimensions)
        allowed.push_back(fmt::format("{} like \"{}\"", dimension.noun, dimension.example));
    const bool readable = is_text && reader_->units.is_quantity(node->text);
    problem(key, readable ? fmt::format("= {} is neither {}", written(*node), fmt::join(allowed, " nor "))
                          : fmt::format("= {} is not a number with a known unit; give {}", written(*node),
                                        fmt::join(allowed, " or ")));
    return std::nullopt;
}

std::optional<std::size_t> Section::word_instead_of(std::string_view key, const DimensionName& dimension,
                                                    std::span<const std::string> words)
{
    const ConfigNode* node = find(key, Presence::required);
    if (node == nullptr || node->kind != ConfigNode::Kind::string || reader_->units.is_quantity(node->text))
        return std::nullopt;
    const auto word = std::ranges::find(words, node->text);
    if (word != words.end()) return static_cast<std::size_t>(word - words.begin());
    problem(key, fmt::format("= {} is neither {} like \"{}\" nor one of the words for it{}", written(*node),
                             dimension.noun, dimension.example, suggestion(node->text, words)));
    return 0;
}

std::optional<double> Section::number_if_present(std::string_view key, Bounds bounds)
{
    return quantity(key, NumberDimension::name, bounds, Presence::optional);
}

std::string Section::text(std::string_view key)
{
    const ConfigNode* node = find(key, Presence::required, ConfigNode::Kind::string, "\"words\"");
    return node == nullptr ? std::string() : node->text;
}

std::optional<std::string> Section::text_if_present(std::string_view key)
{
    const ConfigNode* node = find(key, Presence::optional, ConfigNode::Kind::string, "\"words\"");
    return node == nullptr ? std::nullopt : std::optional(node->text);
}

std::int64_t Section::whole_number(std::string_view key, std::int64_t least, std::int64_t most)
{
    const ConfigNode* node = find(key, Presence::required, ConfigNode::Kind::integer, fmt::format("{}", least));
    if (node == nullptr) return least;
    if (node->integer < least || node->integer > most) {
        problem(key, fmt::format("= {} is out of range: it must lie between {} and {}", node->integer, least, most));
        return least;
    }
    return node->integer;
}

bool Section::flag(std::string_view key)
{
    const ConfigNode* node = find(key, Presence::required, ConfigNode::Kind::boolean, "true");
    return node != nullptr && node->flag;
}

bool Section::flag_if_present(std::string_view key)
{
    const ConfigNode* node = find(key, Presence::optional, ConfigNode::Kind::boolean, "true");
    return node != nullptr && node->flag;
}

NameInFile Section::name(std::string_view key)
{
    const ConfigNode* node = find(key, Presence::required, ConfigNode::Kind::string, "\"RANKL\"");
    return node == nullptr ? NameInFile{{}, place_} : NameInFile{node->text, node->place};
}

std::size_t Section::choice(std::string_view key, std::span<const std::string> words)
{
    const ConfigNode* node = find(key, Presence::required, ConfigNode::Kind::string, '"' + words.front() + '"');
    if (node == nullptr) return 0;
    const auto found = std::ranges::find(words, node->text);
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    problem(key, fmt::format("= {} is not known{}", written(*node), suggestion(node->text, words)));
    return 0;
}

std::string Section::source()
{
    const ConfigNode* node = find("source", Presence::optional, ConfigNode::Kind::string, "\"Lam 2000, JCI\"");
    if (node == nullptr && table_ != nullptr && table_->find("source") == nullptr)
        reader_->problems.add(place_,
                              fmt::format("{} has numbers without a source; add source = \"...\" with a citation, "
                                          "or \"assumed: why\", or \"calibrated: how\"",
                                          path_));
    if (node == nullptr) return {};
    if (node->text.find_first_not_of(" \t\n") == std::string::npos)
        problem("source", "is empty; give a citation, or \"assumed: why\", or \"calibrated: how\"");
    for (const std::string_view word : {"assumed", "calibrated"})
        if (node->text == word)
            problem("source", fmt::format("says only \"{}\"; say how in a few words after a colon", word));
    return node->text;
}

Section Section::section(std::string_view key)
{
    const ConfigNode* node = find(key, Presence::required);
    Section result(node == nullptr ? empty_table : *node, full(key), *reader_);
    if (node == nullptr) result.table_ = nullptr;
    return result;
}

std::optional<Section> Section::section_if_present(std::string_view key)
{
    const ConfigNode* node = find(key, Presence::optional);
    if (node == nullptr) return std::nullopt;
    return Section(*node, full(key), *reader_);
}

Section Section::section_or_empty(std::string_view key)
{
    const ConfigNode* node = find(key, Presence::optional);
    return Section(node == nullptr ? empty_table : *node, full(key), *reader_);
}

std::vector<std::pair<NameInFile, Section>> Section::named_sections()
{
    std::vector<std::pair<NameInFile, Section>> sections;
    if (table_ == nullptr) return sections;
    for (const auto& member : table_->members) {
        asked_.push_back(member.key);
        sections.emplace_back(NameInFile{member.key, member.place}, Section(member.value, full(member.key), *reader_));
    }
    std::ranges::sort(sections, {}, [](const auto& named) { return named.first.text; });
    return sections;
}

std::vector<Section> Section::list_if_present(std::string_view key)
{
    std::vector<Section> sections;
    const ConfigNode* node = find(key, Presence::optional, ConfigNode::Kind::array, "[{ signal = \"RANKL\" }]");
    if (node == nullptr) return sections;
    for (std::size_t i = 0; i < node->items.size(); ++i)
        sections.emplace_back(node->items[i], fmt::format("{}[{}]", full(key), i), *reader_);
    return sections;
}

std::vector<NameInFile> Section::names_if_present(std::string_view key)
{
    std::vector<NameInFile> names;
    const ConfigNode* node = find(key, Presence::optional, ConfigNode::Kind::array, "[\"RANKL\", \"MCSF\"]");
    if (node == nullptr) return names;
    for (const ConfigNode& item : node->items) {
        if (item.kind == ConfigNode::Kind::string) {
            names.push_back({item.text, item.place});
        } else {
            reader_->problems.add(item.place, fmt::format("{} holds {}, not a string", full(key), written(item)));
        }
    }
    return names;
}

std::vector<ConfigNode> Section::values_if_present(std::string_view key)
{
    const ConfigNode* node = find(key, Presence::optional, ConfigNode::Kind::array, "[\"0.04 /d\", \"0.08 /d\"]");
    return node == nullptr ? std::vector<ConfigNode>{} : node->items;
}

const ConfigNode* Section::value_if_present(std::string_view key)
{
    return find(key, Presence::optional);
}

std::optional<std::vector<std::int64_t>> Section::whole_numbers_if_present(std::string_view key, std::size_t count)
{
    const ConfigNode* node = find(key, Presence::optional, ConfigNode::Kind::array, "[0, 0, 0]");
    if (node == nullptr) return std::nullopt;
    std::vector<std::int64_t> numbers;
    for (const ConfigNode& item : node->items)
        if (item.kind == ConfigNode::Kind::integer) numbers.push_back(item.integer);
    if (numbers.size() != count || node->items.size() != count) {
        problem(key, fmt::format("= {} is not a list of {} whole numbers", written(*node), count));
        return std::nullopt;
    }
    return numbers;
}

}  // namespace trabecula
