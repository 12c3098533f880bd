#pragma once
#include "output/run_contents.hpp"

namespace trabecula {

/// The files beside an index that say nothing but what it says: time_series.csv, run_fields.xdmf and run_agents.xdmf.
/// One without a text is not there.
std::vector<TextFile> companion_files(const RunContents& contents);

/// Whether the folder has the file as it should be.
bool is_in(const std::filesystem::path& folder, const TextFile& file);

}  // namespace trabecula
