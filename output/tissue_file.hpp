#pragma once
#include "output/hdf5_reader.hpp"
#include "output/hdf5_writer.hpp"

#include "lattice/segmented_bone.hpp"
#include "lattice/tissue.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace trabecula {

/// Where a tissue comes from, as written into its file.
struct TissueProvenance {
    std::string version;  // of the program
    std::string git_revision;
    std::vector<std::pair<std::string, std::string>> made_from;  // ("source", "femur.tif"), ("threshold", "0.43"), ...
};

/// Writes the volume as HDF5, and beside it NAME.xdmf, which any ParaView opens. Both appear whole or not at all.
/// @throws InputError  when an array has another size than the grid
/// @throws FileError   with path, cause and remedy
void write_tissue(const std::filesystem::path& path, const BoneVolume& volume, const TissueProvenance& provenance);

/// Writes the group `provenance`, a text per entry. @throws FileError
void write_provenance(const hdf5::GroupWriter& root, const TissueProvenance& provenance);

/// Reads a tissue file, or the tissue of a run's frame (frames/NNNNNN.h5).
/// @throws FileError  missing, not HDF5, not of this program, a newer format, truncated, arrays that do not fit the
/// grid
BoneVolume read_tissue(const std::filesystem::path& path);

/// The grid of such a file, of which no more is read.
/// @throws FileError  missing, not HDF5, not of this program, a newer format
Grid read_tissue_grid(const std::filesystem::path& path);

/// Bone and outside of the group that holds a tissue file's or a frame's arrays, /tissue as a rule; no more than 6
/// bytes per voxel are in use at a time.
/// @throws FileError  damaged, arrays that do not fit the grid; InputError  a fraction that is not within [0, 1]
SegmentedBone read_segmented_bone(const hdf5::GroupReader& tissue, const Grid& grid);

/// As above, of a tissue file or of one frame's file.
SegmentedBone read_segmented_bone(const std::filesystem::path& path);

/// "tissue", "frame", "checkpoint" or "run" for a file of this program; nothing for any other file.
std::optional<std::string> file_kind(const std::filesystem::path& path);

}  // namespace trabecula
