#pragma once
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trabecula {

/// A field of a line of a table, without the blanks and quotes about it.
struct CsvField {
    std::string_view text;
    int column = 1;  // where it begins, from 1
};

/// The fields between the commas of a line.
std::vector<CsvField> split_csv(std::string_view line);

/// The lines of a table that say something: empty ones and those that begin with # are passed over, and so is the byte
/// order mark of a spreadsheet.
class CsvLines {
  public:
    explicit CsvLines(std::istream& stream) : stream_(stream) {}

    /// The next line; absent at the end. It stays until the next call.
    std::optional<std::string_view> next();

    /// Of the last line, from 1; 0 before the first.
    int number() const { return number_; }

  private:
    std::istream& stream_;
    std::string line_;
    int number_ = 0;
};

}  // namespace trabecula
