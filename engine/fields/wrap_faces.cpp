#include "fields/wrap_faces.hpp"

namespace trabecula {

std::vector<std::pair<Voxel, Voxel>> wrapped_pairs(const Grid& grid, const Walls& walls)
{
    std::vector<std::pair<Voxel, Voxel>> pairs;
    const auto last_x = grid.nx - 1;
    const auto last_y = grid.ny - 1;
    const auto last_z = grid.nz - 1;
    if (walls.is_periodic(0) && last_x > 0)
        for (int z = 0; z < grid.nz; ++z)
            for (int y = 0; y < grid.ny; ++y) pairs.push_back({{0, y, z}, {last_x, y, z}});
    if (walls.is_periodic(1) && last_y > 0)
        for (int z = 0; z < grid.nz; ++z)
            for (int x = 0; x < grid.nx; ++x) pairs.push_back({{x, 0, z}, {x, last_y, z}});
    if (walls.is_periodic(2) && last_z > 0)
        for (int y = 0; y < grid.ny; ++y)
            for (int x = 0; x < grid.nx; ++x) pairs.push_back({{x, y, 0}, {x, y, last_z}});
    return pairs;
}

WrapFaces::WrapFaces(const VoxelBalance& balance, std::span<const std::pair<Voxel, Voxel>> pairs)
{
    const auto slot_of = [&](Voxel v) { return static_cast<std::size_t>(balance.shape.slot(v.x, v.y, v.z)); };
    for (const auto& [low, high] : pairs) {
        const std::size_t a = slot_of(low);
        const std::size_t b = slot_of(high);
        const FaceKind kind = face_between(material_of(balance.codes[a]), material_of(balance.codes[b]));
        const float rate = balance.rates[static_cast<std::size_t>(kind)];
        if (rate > 0.0F && balance.conducts(a) && balance.conducts(b))
            faces_.push_back({static_cast<std::uint32_t>(a), static_cast<std::uint32_t>(b), rate});
    }
}

void WrapFaces::add_to_residual(const float* u, float* residual) const
{
    for (const auto& [a, b, rate] : faces_) {
        const float flow = rate * (u[a] - u[b]);
        residual[a] -= flow;
        residual[b] += flow;
    }
}

void WrapFaces::add_to_products(const float* z, const float* p, multigrid::Products& products) const
{
    for (const auto& [a, b, rate] : faces_) {
        const double flow = double{rate} * (double{z[a]} - double{z[b]});
        products.zaz += flow * (double{z[a]} - double{z[b]});
        products.paz += flow * (double{p[a]} - double{p[b]});
    }
}

}  // namespace trabecula
