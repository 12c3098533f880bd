#include "fields/level_shape.hpp"

#include <algorithm>

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

Axis::Axis(std::vector<float> widths) : widths_(std::move(widths)), leans_(leans_of(widths_))
{
    const std::size_t padded = (widths_.size() + lanes::block - 1) / lanes::block * lanes::block;
    for (auto* values : {&west_scales_, &east_scales_, &first_leans_, &second_leans_, &shortenings_})
        values->resize(padded, 0.0F);
    for (int i = 0; i < cells(); ++i) {
        const auto at = static_cast<std::size_t>(lanes::slot_of(i));
        west_scales_[at] = distance(std::max(0, i - 1)) * width(i);
        east_scales_[at] = distance(i) * width(i);
        (i % 2 == 0 ? first_leans_ : second_leans_)[static_cast<std::size_t>(lanes::slot_of(i / 2))] = lean(i);
    }
}

Axis Axis::coarsened() const
{
    Axis coarse(joined_by_twos(widths_));
    for (int i = 0; i < coarse.cells(); ++i)
        coarse.shortenings_[static_cast<std::size_t>(lanes::slot_of(i))] = coarse.shortening(i, *this);
    return coarse;
}

LevelShape shape_of(const Grid& grid)
{
    const auto axis = [](int cells) { return Axis(std::vector<float>(static_cast<std::size_t>(cells), 1.0F)); };
    return {axis(grid.nx), axis(grid.ny), axis(grid.nz)};
}

}  // namespace trabecula
