#pragma once
#include <filesystem>
#include <string>

namespace trabecula {

/// The last 4 KiB of what a worker printed, without line ends at the end; empty when the file cannot be read.
std::string tail_of(const std::filesystem::path& log);

std::string last_line(const std::string& text);

/// A worker that had nothing to say needs no file for it.
void remove_if_empty(const std::filesystem::path& log);

}  // namespace trabecula
