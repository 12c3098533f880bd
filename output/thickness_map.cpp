#include "output/thickness_map.hpp"

#include "output/atomic_file.hpp"
#include "output/file_header.hpp"
#include "output/xdmf.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

namespace trabecula {

void write_thickness_map(const std::filesystem::path& path, const Grid& grid, std::span<const float> thickness_um,
                         const MapLabel& label, const TissueProvenance& provenance)
{
    if (thickness_um.size() != grid.size())
        throw InputError(fmt::format("{}: a map of {} voxels cannot be written from {} values; give one per voxel",
                                     path.string(), grid.size(), thickness_um.size()));
    RunIdentity identity;
    identity.version = provenance.version;
    identity.git_revision = provenance.git_revision;
    const hdf5::Shape shape{static_cast<std::uint64_t>(grid.nz), static_cast<std::uint64_t>(grid.ny),
                            static_cast<std::uint64_t>(grid.nx)};
    const std::string dataset = hdf5::safe_names({label.name}).front();

    hdf5::NewFile file(path);
    write_header(file.root(), "map", identity, grid);
    file.root().make_group("map").write(dataset, hdf5::NumberType::float32, shape, std::as_bytes(thickness_um),
                                        {label.name, "um", label.meaning});
    write_provenance(file.root(), provenance);
    file.commit();

    const XdmfArray shown{dataset, fmt::format("{}:/map/{}", path.filename().string(), dataset),
                          hdf5::NumberType::float32};
    std::filesystem::path xdmf = path;
    xdmf.replace_extension(".xdmf");
    write_text_file(xdmf, xdmf_series(xdmf_voxel_grid("map", grid, {shown}, 0.0)));
}

}  // namespace trabecula
