#include "lattice/bone_surface.hpp"

#include "lattice/cube_about.hpp"
#include "lattice/surface.hpp"
#include "lattice/vector3.hpp"

#include "core/collect.hpp"
#include "core/parallel.hpp"

#include <cmath>
#include <numeric>

namespace trabecula {

namespace {

/// The share of a face across an axis in the surface; all of it where bone is the same all around.
double slope_share(const Vector3& normal, const Voxel& across)
{
    if (normal.x == 0.0 && normal.y == 0.0 && normal.z == 0.0) return 1.0;
    return std::abs(normal.x * across.x + normal.y * across.y + normal.z * across.z);
}

/// Of the surface voxels about one: what a single voxel shows of a plane depends on where the steps are.
Vector3 mean_normal(const BoneSurface& surface, std::span<const Vector3> normals, VoxelId voxel)
{
    Vector3 sum;
    for_cube_about(surface.grid, voxel, 1, [&](VoxelId near, int) {
        if (surface.marks[raw(near)] != 0) sum = sum + normals[surface.index_of(near)];
    });
    return unit(sum);
}

void add_faces(const Grid& grid, std::span<const Material> material, VoxelId marrow, const Vector3& normal,
               std::vector<SurfaceFace>& faces)
{
    const Voxel v = grid.voxel(marrow);
    const double face_um2 = grid.spacing.value * grid.spacing.value;
    for (const Voxel& offset : face_neighbours) {
        const Voxel w{v.x + offset.x, v.y + offset.y, v.z + offset.z};
        if (!grid.contains(w) || material[grid.index(w)] != Material::bone) continue;
        faces.push_back({grid.id(w), marrow, static_cast<float>(face_um2 * slope_share(normal, offset))});
    }
}

}  // namespace

BoneSurface::BoneSurface(const Tissue& tissue)
    : BoneSurface(tissue.grid, tissue.table[tissue.material], tissue.table[tissue.bone_fraction])
{}

BoneSurface::BoneSurface(const Grid& its_grid, std::span<const Material> material, std::span<const float> bone_fraction)
    : grid(its_grid), marks(its_grid.size())
{
    mark_surface(grid, material, marks);
    voxels = collect<VoxelId>(marks.size(), [&](std::size_t i, std::vector<VoxelId>& found) {
        if (marks[i] != 0) found.push_back(static_cast<VoxelId>(i));
    });
    rows.assign(marks.size() / static_cast<std::size_t>(grid.nx) + 1, 0);
    for (const VoxelId voxel : voxels) ++rows[raw(voxel) / static_cast<std::uint32_t>(grid.nx) + 1];
    std::partial_sum(rows.begin(), rows.end(), rows.begin());
    std::vector<Vector3> normals(voxels.size());
    for_blocks(voxels.size(), 4096, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            normals[i] = bone_normal(grid, material, bone_fraction, grid.voxel(voxels[i]));
    });
    faces = collect<SurfaceFace>(voxels.size(), [&](std::size_t i, std::vector<SurfaceFace>& found) {
        add_faces(grid, material, voxels[i], mean_normal(*this, normals, voxels[i]), found);
    });
    um2.resize(voxels.size());
    first.reserve(voxels.size() + 1);
    std::uint32_t next = 0;
    for (std::size_t i = 0; i < voxels.size(); ++i) {
        first.push_back(next);
        for (; next < faces.size() && faces[next].marrow == voxels[i]; ++next) um2[i] += faces[next].um2;
        total_um2 += double{um2[i]};
    }
    first.push_back(next);
}

std::size_t BoneSurface::index_of(VoxelId voxel) const
{
    const std::size_t line = raw(voxel) / static_cast<std::uint32_t>(grid.nx);
    std::size_t i = rows[line];
    while (voxels[i] < voxel) ++i;
    return i;
}

}  // namespace trabecula
