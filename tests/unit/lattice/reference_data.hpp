#pragma once
#include "lattice/grid.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <vector>

namespace trabecula::test {

/// The folder of scans and analytic shapes, which is not part of the repository.
inline std::filesystem::path reference_data()
{
    if (const char* const folder = std::getenv("TRABECULA_TEST_DATA")) return folder;
    return std::filesystem::path(TRABECULA_SOURCE_DIR) / "../shared/data";
}

/// Says so, in the words ctest looks for, when something of the reference data is absent.
inline bool is_absent(const std::filesystem::path& path)
{
    if (std::filesystem::exists(path)) return false;
    std::cout << "SKIPPED: " << path.filename().string() << " is not here; set TRABECULA_TEST_DATA to its folder\n";
    return true;
}

inline nlohmann::json read_json(const std::filesystem::path& path)
{
    std::ifstream in(path);
    return nlohmann::json::parse(in);
}

inline std::vector<std::uint8_t> read_bytes(const std::filesystem::path& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// 1 where `mask` is 0, and 0 elsewhere.
inline std::vector<std::uint8_t> inverse(const std::vector<std::uint8_t>& mask)
{
    std::vector<std::uint8_t> other(mask.size());
    for (std::size_t i = 0; i < mask.size(); ++i) other[i] = mask[i] == 0 ? 1 : 0;
    return other;
}

}  // namespace trabecula::test
