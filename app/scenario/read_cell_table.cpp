#include "app/scenario/read_cell_table.hpp"

#include "agents/cell_types.hpp"

#include "core/csv.hpp"
#include "core/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <fstream>

namespace trabecula {

namespace {

constexpr std::size_t most_problems = 20;

std::optional<double> number(std::string_view text)
{
    double value = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

class CellTableReader {
  public:
    CellTableReader(const std::filesystem::path& file, Problems& problems) : problems_(problems) { table_.file = file; }

    CellTable read()
    {
        std::error_code error;
        if (std::filesystem::exists(table_.file, error) && !std::filesystem::is_regular_file(table_.file, error)) {
            problems_.add({table_.file.string()}, "is not a file; give the name of a table of cells");
            return table_;
        }
        std::ifstream stream(table_.file);
        if (!stream) {
            problems_.add({table_.file.string()}, "cannot be read; check the name of the table of cells");
            return table_;
        }
        CsvLines lines(stream);
        while (const auto line = lines.next()) {
            line_ = lines.number();
            if (names_.empty())
                read_names(*line);
            else if (usable_)
                read_cell(split_csv(*line));
        }
        line_ = lines.number();
        if (names_.empty()) wrong(1, "holds no line of names; begin with type,x,y,z");
        if (found_ > most_problems)
            problems_.add({table_.file.string(), line_ + 1, 1},
                          fmt::format("{} more problems in this table", found_ - most_problems));
        return table_;
    }

  private:
    void wrong(int column, std::string message)
    {
        if (++found_ <= most_problems) problems_.add({table_.file.string(), line_, column}, std::move(message));
    }

    void read_names(std::string_view line)
    {
        const std::vector<CsvField> fields = split_csv(line);
        for (const CsvField& field : fields) {
            const std::string name(field.text);
            if (name.empty()) wrong(field.column, "a column has no name; name it, or take its comma out");
            if (std::ranges::find(names_, name) != names_.end())
                wrong(field.column, fmt::format("column {} stands twice; keep one", name));
            names_.push_back(name);
        }
        for (std::size_t i = 0; i < needed.size(); ++i) {
            const auto found = std::ranges::find(names_, needed[i]);
            where_[i] = static_cast<std::size_t>(found - names_.begin());
            if (found != names_.end()) continue;
            const bool other_mark = names_.size() == 1 && line.find_first_of(";\t") != std::string_view::npos;
            wrong(1, fmt::format("there is no column {}; {}", needed[i],
                                 other_mark ? "separate the fields by commas, not by semicolons or tabs"
                                            : "type, x, y and z (in um) are needed"));
        }
        usable_ = found_ == 0;
        for (std::size_t c = 0; c < names_.size(); ++c) {
            if (std::ranges::find(where_, c) != where_.end()) continue;
            attribute_columns_.push_back(c);
            table_.attributes.push_back(names_[c]);
        }
    }

    void read_cell(const std::vector<CsvField>& fields)
    {
        if (fields.size() != names_.size())
            return wrong(fields.front().column, fmt::format("this line has {} fields, the line of names {}; give every "
                                                            "column a field, empty where nothing is to be set",
                                                            fields.size(), names_.size()));
        SeededCell cell;
        cell.line = line_;
        cell.column = fields.front().column;
        cell.type = read_type(fields[where_[0]]);
        cell.position_um = {read_number(fields, where_[1]), read_number(fields, where_[2]),
                            read_number(fields, where_[3])};
        for (std::size_t a = 0; a < attribute_columns_.size(); ++a) {
            const CsvField& field = fields[attribute_columns_[a]];
            if (!field.text.empty())
                cell.attributes.push_back({a, read_number(fields, attribute_columns_[a]), field.column});
        }
        table_.cells.push_back(std::move(cell));
    }

    std::size_t read_type(const CsvField& field)
    {
        std::vector<std::string> known;
        for (const CellType& type : cell_types()) {
            if (type.name == field.text) return known.size();
            known.emplace_back(type.name);
        }
        wrong(field.column, fmt::format("type = \"{}\" is no cell type{}", field.text, suggestion(field.text, known)));
        return 0;
    }

    double read_number(const std::vector<CsvField>& fields, std::size_t c)
    {
        const auto value = number(fields[c].text);
        if (!value)
            wrong(fields[c].column, fmt::format("{} = \"{}\" is not a number; give one like 105.5, without a unit",
                                                names_[c], fields[c].text));
        return value.value_or(0.0);
    }

    static constexpr std::array<std::string_view, 4> needed{"type", "x", "y", "z"};

    Problems& problems_;
    CellTable table_;
    std::vector<std::string> names_;
    std::array<std::size_t, 4> where_{};          // of the needed columns
    std::vector<std::size_t> attribute_columns_;  // of all others
    std::size_t found_ = 0;                       // problems
    int line_ = 0;
    bool usable_ = false;
};

}  // namespace

CellTable read_cell_table(const std::filesystem::path& file, Problems& problems)
{
    return CellTableReader(file, problems).read();
}

}  // namespace trabecula
