#pragma once
#include "output/hdf5.hpp"

#include <map>
#include <span>
#include <string>

namespace trabecula::hdf5 {

/// What a file's check sum is made of: path of a dataset ("/agents/id") or attribute ("/agents/id@unit") -> hash of its
/// shape and its bytes as stored.
using Fingerprints = std::map<std::string, std::string>;

std::string fingerprint(const Shape& shape, std::span<const std::byte> bytes);

/// 32 hexadecimal digits over all paths and hashes, in order of the paths.
std::string checksum_of(const Fingerprints& fingerprints);

}  // namespace trabecula::hdf5
