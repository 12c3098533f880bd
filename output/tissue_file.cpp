#include "output/tissue_file.hpp"

#include "output/atomic_file.hpp"
#include "output/file_header.hpp"
#include "output/xdmf.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace trabecula {

namespace {

using hdf5::NumberType;
using hdf5::Shape;

Shape shape_of(const Grid& grid)
{
    return {static_cast<std::uint64_t>(grid.nz), static_cast<std::uint64_t>(grid.ny),
            static_cast<std::uint64_t>(grid.nx)};
}

void check_sizes(const std::filesystem::path& path, const BoneVolume& volume)
{
    const std::size_t voxels = volume.grid.size();
    const auto fits = [&](std::size_t size) { return size == 0 || size == voxels; };
    if (volume.bone_fraction.size() == voxels && fits(volume.outside.size()) && fits(volume.mineral.size())) return;
    throw InputError(
        fmt::format("{}: a tissue of {} voxels cannot be written from {} bone fractions, {} outside marks and {} "
                    "minerals; give one of each per voxel",
                    path.string(), voxels, volume.bone_fraction.size(), volume.outside.size(), volume.mineral.size()));
}

template <class T>
std::vector<T> read_voxels(const hdf5::GroupReader& group, const std::string& name, const Grid& grid)
{
    const Shape found = group.info(name).shape;
    if (found != shape_of(grid))
        group.fail(name, fmt::format("has the shape ({}), but the grid is ({})", fmt::join(found, ", "),
                                     fmt::join(shape_of(grid), ", ")));
    return group.read<T>(name);
}

struct OpenTissue {
    hdf5::GroupReader tissue;
    Grid grid;
};

constexpr std::array<std::string_view, 2> kinds_with_tissue{"tissue", "frame"};

OpenTissue open_tissue(const std::filesystem::path& path)
{
    const hdf5::GroupReader root = hdf5::open_file(path);
    const FileHeader header = read_header(root, kinds_with_tissue);
    check_checksum(root);
    return {root.group("tissue"), header.grid};
}

std::vector<std::uint8_t> outside_from(std::vector<std::uint8_t> material)
{
    for (std::uint8_t& value : material) value = value == static_cast<std::uint8_t>(Material::outside) ? 1 : 0;
    if (std::ranges::find(material, 1) == material.end()) material.clear();
    return material;
}

/// Empty when no voxel is beyond the sample.
std::vector<std::uint8_t> read_outside(const hdf5::GroupReader& tissue, const Grid& grid)
{
    if (tissue.has("material")) return outside_from(read_voxels<std::uint8_t>(tissue, "material", grid));
    if (tissue.has("outside")) return read_voxels<std::uint8_t>(tissue, "outside", grid);
    return {};
}

}  // namespace

void write_tissue(const std::filesystem::path& path, const BoneVolume& volume, const TissueProvenance& provenance)
{
    check_sizes(path, volume);
    RunIdentity identity;
    identity.version = provenance.version;
    identity.git_revision = provenance.git_revision;
    const Shape shape = shape_of(volume.grid);
    std::vector<XdmfArray> shown;

    hdf5::NewFile file(path);
    const hdf5::GroupWriter root = file.root();
    write_header(root, "tissue", identity, volume.grid);
    const hdf5::GroupWriter tissue = root.make_group("tissue");
    const auto write = [&](const char* name, NumberType type, std::span<const std::byte> values, const char* meaning) {
        if (values.empty()) return;
        tissue.write(name, type, shape, values, {name, "1", meaning});
        shown.push_back({name, fmt::format("{}:/tissue/{}", path.filename().string(), name), type});
    };
    write("bone_fraction", NumberType::float32, std::as_bytes(std::span(volume.bone_fraction)),
          "share of the voxel that is bone matrix");
    write("outside", NumberType::uint8, std::as_bytes(std::span(volume.outside)),
          "1 where the voxel is beyond the sample");
    write("mineral", NumberType::float32, std::as_bytes(std::span(volume.mineral)),
          "degree of mineralisation of the matrix");

    write_provenance(root, provenance);
    file.commit();

    std::filesystem::path xdmf = path;
    xdmf.replace_extension(".xdmf");
    write_text_file(xdmf, xdmf_series(xdmf_voxel_grid("tissue", volume.grid, shown, 0.0)));
}

void write_provenance(const hdf5::GroupWriter& root, const TissueProvenance& provenance)
{
    std::vector<std::string> names;
    for (const auto& [name, text] : provenance.made_from) names.push_back(name);
    const std::vector<std::string> safe = hdf5::safe_names(names);
    const hdf5::GroupWriter origin = root.make_group("provenance");
    for (std::size_t i = 0; i < names.size(); ++i) origin.write_text(safe[i], provenance.made_from[i].second);
}

BoneVolume read_tissue(const std::filesystem::path& path)
{
    const auto [tissue, grid] = open_tissue(path);
    BoneVolume volume;
    volume.grid = grid;
    volume.bone_fraction = read_voxels<float>(tissue, "bone_fraction", grid);
    volume.outside = read_outside(tissue, grid);
    if (tissue.has("mineral")) volume.mineral = read_voxels<float>(tissue, "mineral", grid);
    return volume;
}

Grid read_tissue_grid(const std::filesystem::path& path)
{
    return read_header(hdf5::open_file(path), kinds_with_tissue).grid;
}

SegmentedBone read_segmented_bone(const hdf5::GroupReader& tissue, const Grid& grid)
{
    const std::vector<std::uint8_t> outside = read_outside(tissue, grid);
    return segmented(grid, read_voxels<float>(tissue, "bone_fraction", grid), outside);
}

SegmentedBone read_segmented_bone(const std::filesystem::path& path)
{
    const auto [tissue, grid] = open_tissue(path);
    return read_segmented_bone(tissue, grid);
}

std::optional<std::string> file_kind(const std::filesystem::path& path)
{
    constexpr std::array<std::string_view, 4> kinds{"tissue", "frame", "checkpoint", "run"};
    try {
        return read_header(hdf5::open_file(path), kinds).kind;
    } catch (const hdf5::DamagedFile&) {
        return std::nullopt;
    }
}

}  // namespace trabecula
