#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace trabecula {

/// A bar from 0 to a value, with a whisker over its interval; nothing is drawn of what is not a number.
struct Bar {
    double value = 0.0;
    double low = 0.0;
    double high = 0.0;
};

/// Bars that lie under each other beside one name: one of each kind.
struct BarRow {
    std::string name;
    std::vector<Bar> bars;
};

/// Rows under a heading, which may be empty.
struct BarGroup {
    std::string name;
    std::vector<BarRow> rows;
};

/// Lying bars over one axis of values.
struct BarChart {
    std::string title;
    std::string subtitle;
    std::string value_name;
    std::string value_unit;
    std::vector<std::string> kinds;  // what the bars of a row are, in their order
    std::vector<BarGroup> groups;
};

/// Draws a chart into a PNG file, as high as its rows ask for. @return false where this build has no pictures
/// @throws FileError  the file cannot be written
bool write_bar_chart(const BarChart& chart, const std::filesystem::path& file);

}  // namespace trabecula
