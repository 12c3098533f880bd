#pragma once
#include <cstdint>
#include <filesystem>

namespace trabecula {

enum class WithCheckpoints : std::uint8_t { no, yes };

/// Puts a run (a folder or its index) into one HDF5 file: the index, and each frame as a group /frames/NNNNNN,
/// compressed data copied as they are. RunReader and verify_run read it like the folder, ParaView 5.13 when its name
/// ends in .vtkhdf. Checkpoints become groups /checkpoints/NNNNNNNNNN, where they are asked for.
/// @throws FileError  a frame or checkpoint is missing or damaged (each is checked while it is read), the target cannot
/// be written
void pack_run(const std::filesystem::path& run, const std::filesystem::path& target,
              WithCheckpoints checkpoints = WithCheckpoints::no);

}  // namespace trabecula
