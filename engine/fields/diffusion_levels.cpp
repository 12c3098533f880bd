#include "fields/diffusion_levels.hpp"

#include "fields/multigrid_loops.hpp"

namespace trabecula {

namespace {

std::vector<float> joined_by_twos(const std::vector<float>& widths)
{
    std::vector<float> joined((widths.size() + 1) / 2, 0.0F);
    for (std::size_t i = 0; i < widths.size(); ++i) joined[i / 2] += widths[i];
    return joined;
}

/// See Axis::lean.
std::vector<float> leans_of(const std::vector<float>& widths)
{
    const std::vector<float> coarse = joined_by_twos(widths);
    std::vector<float> leans(widths.size(), 0.0F);
    for (std::size_t left = 1; left + 1 < widths.size(); left += 2) {  // the face between two coarse cells
        const std::size_t cell = left / 2;
        const float distance = 0.5F * (coarse[cell] + coarse[cell + 1]);
        leans[left] = 0.5F * widths[left - 1] / distance;
        if (left + 2 < widths.size()) leans[left + 1] = 0.5F * widths[left + 2] / distance;
    }
    return leans;
}

}  // namespace

Axis::Axis(std::vector<float> widths) : widths_(std::move(widths)), leans_(leans_of(widths_)) {}

Axis Axis::coarsened() const
{
    return Axis(joined_by_twos(widths_));
}

LevelShape shape_of(const Grid& grid)
{
    const auto axis = [](int cells) { return Axis(std::vector<float>(static_cast<std::size_t>(cells), 1.0F)); };
    return {axis(grid.nx), axis(grid.ny), axis(grid.nz)};
}

namespace {

constexpr std::size_t parts = 7;  // of CoarseLevel::Part

std::size_t margin_of(const LevelShape& shape)
{
    return static_cast<std::size_t>(shape.plane());
}

}  // namespace

CoarseLevel::CoarseLevel(LevelShape its_shape)
    : shape(std::move(its_shape)),
      margin_(margin_of(shape)),
      stride_(shape.size() + 2 * margin_),
      values_(parts * stride_, 0.0F)
{}

std::size_t CoarseLevel::estimate_bytes(const LevelShape& shape)
{
    return parts * (shape.size() + 2 * margin_of(shape)) * sizeof(float);
}

CoarseLevel::Row CoarseLevel::row(int j, int k) const
{
    const std::ptrdiff_t at = shape.row(j, k);
    const float* north = (*this)[Part::north] + at;
    const float* above = (*this)[Part::above] + at;
    return {(*this)[Part::east] + at,   north,
            north - shape.x.cells(),    above,
            above - shape.plane(),      (*this)[Part::sink] + at,
            (*this)[Part::inverse] + at};
}

void CoarseLevel::set_inverse()
{
    multigrid::for_rows(*this, [&](int j, int k) {
        const Row cells = row(j, k);
        float* result = (*this)[Part::inverse] + shape.row(j, k);
        for (int i = 0; i < shape.x.cells(); ++i) {
            const float diagonal = cells.sink(i) + cells.exchange(i).faces;
            result[i] = diagonal > 0.0F ? 1.0F / diagonal : 0.0F;
        }
    });
}

}  // namespace trabecula
