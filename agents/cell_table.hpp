#pragma once
#include "lattice/grid.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace trabecula {

/// A cell that a user placed by hand.
struct SeededCell {
    struct Attribute {
        std::size_t name = 0;  // in CellTable::attributes
        double value = 0.0;
        int column = 0;  // in its line
    };

    std::size_t type = 0;               // row of cell_types()
    Vector3 position_um;                // from the origin corner of the box
    std::vector<Attribute> attributes;  // those given; the others are as in a cell that a density places
    int line = 0;                       // of the file
    int column = 0;                     // of its first field
};

/// Cells given one by one instead of by densities, as read from a table (app/scenario/read_cell_table.hpp).
struct CellTable {
    std::filesystem::path file;
    std::vector<std::string> attributes;  // columns of state: "age", "nuclei", names of pathway nodes
    std::vector<SeededCell> cells;
};

}  // namespace trabecula
