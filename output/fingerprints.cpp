#include "output/fingerprints.hpp"

#include "core/state_hash.hpp"

namespace trabecula::hdf5 {

std::string fingerprint(const Shape& shape, std::span<const std::byte> bytes)
{
    StateHash hash;
    hash.add(std::as_bytes(std::span(shape)));
    hash.add(bytes);
    return hash.digest();
}

std::string checksum_of(const Fingerprints& fingerprints)
{
    StateHash hash;
    for (const auto& [path, digest] : fingerprints) hash.add(path + '\n' + digest + '\n');
    return hash.digest();
}

}  // namespace trabecula::hdf5
