#pragma once
#include "temporary_folder.hpp"

#include <string>

namespace trabecula::test {

/// What a MetaImage of 4 x 3 x 2 voxels says, line by line; empty lines are left out.
struct HeaderLines {
    std::string rank = "NDims = 3";
    std::string dimensions = "DimSize = 4 3 2";
    std::string binary = "BinaryData = True";
    std::string spacing = "ElementSpacing = 0.02 0.02 0.02";
    std::string type = "ElementType = MET_UCHAR";
    std::string more;
    std::string data = "ElementDataFile = LOCAL";

    std::string text() const
    {
        std::string all = "ObjectType = Image\n";
        for (const std::string& line : {rank, dimensions, spacing, binary, more, type, data})
            if (!line.empty()) all += line + "\n";
        return all;
    }
};

}  // namespace trabecula::test
