#pragma once
#include "viz/bar_chart.hpp"

#include "output/study_file.hpp"

#include <string>
#include <vector>

namespace trabecula {

/// The cells of an analysis by the names of its columns. @throws FileError  a column that it lacks, or of another kind
class AnalysisCells {
  public:
    explicit AnalysisCells(const AnalysisTable& table) : table_(table) {}

    std::size_t rows() const { return table_.rows.size(); }
    bool has(const std::string& column) const;
    const std::string& text(std::size_t row, const std::string& column) const;
    double number(std::size_t row, const std::string& column) const;

    /// A number and its interval.
    Bar bar(std::size_t row, const std::string& column) const;

    /// The different texts of a column, in their order.
    std::vector<std::string> names(const std::string& column) const;

  private:
    const AnalysisTable::Cell& cell(std::size_t row, const std::string& column) const;
    const AnalysisTable& table_;
};

/// Whether an interval leaves 0 out.
bool is_beyond_chance(const Bar& bar);

}  // namespace trabecula
