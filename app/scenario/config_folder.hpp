#pragma once
#include <filesystem>

namespace trabecula {

/// Where the files of `configs/` are: TRABECULA_CONFIGS, or the folder of the tree that the program was built from.
std::filesystem::path config_folder();

}  // namespace trabecula
