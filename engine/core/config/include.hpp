#pragma once
#include "core/config/document.hpp"

#include <filesystem>
#include <span>
#include <string_view>

namespace trabecula {

/// Headings of tables by name, as "compound" is that of [compound.ANY].
using Headings = std::span<const std::string_view>;

/// Reads a file with its includes; of tables under some headings, each may come from one of the files that are included
/// side by side, and the including file may change it.
/// @throws InputError  as the other load_config; such a table from two files, with both places
ConfigNode load_config(const std::filesystem::path& file, Headings defined_once);

/// Overlays what stands in another file. @throws InputError  a table that is to be defined once is in both
void merge_files(ConfigNode& base, const ConfigNode& over, Headings defined_once);

}  // namespace trabecula
