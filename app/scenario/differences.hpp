#pragma once
#include "core/config/document.hpp"

#include <string>
#include <vector>

namespace trabecula {

/// A key that two configurations do not say alike; a list counts as one value.
struct Difference {
    std::vector<std::string> keys;  // of the path: "tissue", "synthetic", "size"
    std::string there;              // as written in the first, "not given" where it is absent
    std::string here;               // the same of the second
    Place place;                    // in the second; where it is absent, of the nearest table above

    std::string path() const;  // "tissue.synthetic.size"
};

/// In the order of the paths.
std::vector<Difference> differences(const ConfigNode& there, const ConfigNode& here);

}  // namespace trabecula
