#include "fields/multigrid_loops.hpp"

namespace trabecula {

namespace {

constexpr std::size_t parts = 7;  // of CoarseLevel::Part

}  // namespace

CoarseLevel::CoarseLevel(LevelShape its_shape) : shape(std::move(its_shape)), values_(parts * shape.length(), 0.0F) {}

std::size_t CoarseLevel::estimate_bytes(const LevelShape& shape)
{
    return parts * shape.length() * sizeof(float);
}

void CoarseLevel::set_inverse()
{
    multigrid::for_rows(shape, [&](int j, int k) {
        const Row cells = row(j, k);
        float* result = (*this)[Part::inverse] + shape.row(j, k);
        for (std::ptrdiff_t i = 0; i < shape.pitch(); i += lanes::block) {
            const auto set = [&](auto some) {
                const lanes::Eight diagonal = cells.sink(some) + cells.faces(some).sum();
                lanes::store(diagonal > 0.0F ? 1.0F / diagonal : lanes::Eight{}, result + some.slot);
            };
            set(lanes::evens_of(i));
            set(lanes::odds_of(i));
        }
    });
}

}  // namespace trabecula
