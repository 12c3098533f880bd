#include "app/study/read_arm_table.hpp"

#include "core/csv.hpp"
#include "core/nearest_name.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <fstream>

namespace trabecula {

namespace {

std::vector<std::string> names_of(const std::vector<Factor>& factors)
{
    std::vector<std::string> names;
    for (const Factor& factor : factors) names.push_back(factor.name.text);
    return names;
}

/// For each factor the field that has its values; empty where the line of names is wrong.
std::vector<std::size_t> columns_in(const std::vector<CsvField>& fields, const std::vector<Factor>& factors,
                                    Place place, Problems& problems)
{
    const std::vector<std::string> names = names_of(factors);
    std::vector<std::size_t> columns(names.size(), fields.size());
    bool is_right = true;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto factor = static_cast<std::size_t>(std::ranges::find(names, fields[i].text) - names.begin());
        place.column = fields[i].column;
        if (factor < names.size() && columns[factor] == fields.size()) {
            columns[factor] = i;
            continue;
        }
        is_right = false;
        problems.add(place, factor < names.size()
                                ? fmt::format("column {} stands twice; keep one", fields[i].text)
                                : fmt::format("column {} is no factor{}; the factors are {}", fields[i].text,
                                              suggestion(fields[i].text, names), fmt::join(names, ", ")));
    }
    for (std::size_t f = 0; f < names.size(); ++f) {
        if (columns[f] < fields.size()) continue;
        is_right = false;
        problems.add({place.file, place.line, 1},
                     fmt::format("there is no column {}; give one for each factor", names[f]));
    }
    return is_right ? columns : std::vector<std::size_t>();
}

Arm arm_of(const std::vector<CsvField>& fields, const std::vector<std::size_t>& columns,
           const std::vector<Factor>& factors, Place place, Problems& problems)
{
    Arm arm;
    for (std::size_t f = 0; f < factors.size(); ++f) {
        const CsvField& field = fields[columns[f]];
        place.column = field.column;
        if (field.text.empty()) problems.add(place, fmt::format("{} has no value; give one", factors[f].name.text));
        const std::string value(field.text);
        arm.push_back({value, place, {{factors[f].path.text + '=' + value, place}}});
    }
    return arm;
}

}  // namespace

std::vector<Arm> read_arm_table(const std::filesystem::path& file, const std::vector<Factor>& factors,
                                Problems& problems)
{
    std::ifstream stream(file);
    std::vector<Arm> arms;
    std::vector<std::size_t> columns;
    Place place{file.string()};
    if (std::error_code error; !stream || !std::filesystem::is_regular_file(file, error)) {
        problems.add(place, "cannot be read; give the name of a table (CSV), relative to the study");
        return arms;
    }
    CsvLines lines(stream);
    bool has_rows = false;
    while (const auto line = lines.next()) {
        const std::vector<CsvField> fields = split_csv(*line);
        place.line = lines.number();
        place.column = 1;
        if (columns.empty()) {
            columns = columns_in(fields, factors, place, problems);
            if (columns.empty()) return arms;
            continue;
        }
        has_rows = true;
        if (fields.size() == columns.size())
            arms.push_back(arm_of(fields, columns, factors, place, problems));
        else
            problems.add(place, fmt::format("this line has {} fields, the line of names {}; give each factor a value",
                                            fields.size(), columns.size()));
    }
    if (!has_rows) problems.add(place, "holds no row below a line with the names of the factors; give one per arm");
    return arms;
}

}  // namespace trabecula
