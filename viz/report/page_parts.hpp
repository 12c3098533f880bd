#pragma once
#include <string_view>

/// Files that the build puts into the program (viz/report/PageParts.cmake).
namespace trabecula::page_parts {

extern const std::string_view page;          // page.html
extern const std::string_view style;         // page.css
extern const std::string_view script;        // page.js
extern const std::string_view scene;         // scene.html: the view in three dimensions
extern const std::string_view scene_script;  // bone.js, scene.js

// three.js and its OrbitControls; empty where the build did not find them.
extern const std::string_view three;
extern const std::string_view orbit_controls;

}  // namespace trabecula::page_parts
