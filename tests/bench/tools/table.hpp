#pragma once
#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace trabecula::bench {

/// Prints each row as soon as it is known, and keeps all of them.
class Table {
  public:
    /// @param columns  their names; what they hold must fit below them
    Table(std::string_view title, std::vector<std::string> columns);

    /// @param values  a text or a number for each column
    void add(const std::vector<nlohmann::ordered_json>& values);

    /// An object for each row, from names of columns to values.
    const nlohmann::ordered_json& rows() const { return rows_; }

  private:
    std::vector<std::string> columns_;
    nlohmann::ordered_json rows_ = nlohmann::ordered_json::array();
};

}  // namespace trabecula::bench
