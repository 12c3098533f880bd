#pragma once
#include "viz/report/html.hpp"

#include <string>
#include <vector>

namespace trabecula {

/// What the page says of its own making.
struct ReportOrigin {
    std::string program;  // "trabecula 0.1.0 (abc1234)"
    std::string command_line;
};

/// A section is left out where it has nothing to say.
struct PageSection {
    std::string id;
    std::string name;
    Html content;
};

/// Whether a page carries what turns bone about in three dimensions.
enum class Scene { with, without };

/// Whether this build can put three.js into a page.
bool has_three();

/// The whole page, which needs no network and no other file.
std::string page_of(const std::string& title, const std::vector<PageSection>& sections, const ReportOrigin& origin,
                    Scene scene);

}  // namespace trabecula
