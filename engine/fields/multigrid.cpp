#include "fields/multigrid.hpp"

namespace trabecula {

Multigrid::Multigrid(const LevelShape& fine)
{
    LevelShape shape = fine;
    do {
        shape = shape.coarsened();
        coarse_.emplace_back(shape);
    } while (shape.size() > 1);
}

std::size_t Multigrid::bytes_held() const
{
    std::size_t total = 0;
    for (const CoarseLevel& level : coarse_) total += level.bytes_held();
    return total;
}

std::size_t Multigrid::estimate_bytes(const LevelShape& fine)
{
    std::size_t total = 0;
    LevelShape shape = fine;
    do {
        shape = shape.coarsened();
        total += CoarseLevel::estimate_bytes(shape);
    } while (shape.size() > 1);
    return total;
}

void Multigrid::coarsen_the_rest()
{
    for (std::size_t l = 1; l < coarse_.size(); ++l) multigrid::coarsen(coarse_[l - 1], coarse_[l]);
}

void Multigrid::solve_coarse(std::size_t l)
{
    CoarseLevel& level = coarse_[l];
    multigrid::relax_from_zero(level, level.residual(), level.correction());
    if (l + 1 == coarse_.size()) return;  // one cell: solved
    improve(l);
    if (l == 0 || l + 2 == coarse_.size()) return;
    multigrid::relax(level, level.residual(), level.correction(), 0);
    improve(l);
}

/// The rest of a cycle after its first half sweep.
void Multigrid::improve(std::size_t l)
{
    CoarseLevel& level = coarse_[l];
    multigrid::relax(level, level.residual(), level.correction(), 1);
    multigrid::restrict_residual(level, level.residual(), level.correction(), coarse_[l + 1]);
    solve_coarse(l + 1);
    multigrid::prolongate_add(coarse_[l + 1], level.shape, level.correction());
    multigrid::relax(level, level.residual(), level.correction(), 1);
    multigrid::relax(level, level.residual(), level.correction(), 0);
}

}  // namespace trabecula
