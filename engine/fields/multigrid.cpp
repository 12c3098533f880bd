#include "fields/multigrid.hpp"

namespace trabecula {

using namespace multigrid;

Largest largest_of(const RowResults<Largest>& rows)
{
    Largest most;
    for (const Largest& row : rows.values()) {
        most.change = std::max(most.change, row.change);
        most.value = std::max(most.value, row.value);
    }
    return most;
}

Multigrid::Multigrid(const LevelShape& fine) : changes_(fine)
{
    LevelShape shape = fine;
    do {
        shape = shape.coarsened();
        coarse_.emplace_back(shape);
    } while (shape.cells() > 1);
}

std::size_t Multigrid::bytes_held() const
{
    std::size_t total = changes_.bytes_held();
    for (const CoarseLevel& level : coarse_) total += level.bytes_held();
    return total;
}

std::size_t Multigrid::estimate_bytes(const LevelShape& fine)
{
    std::size_t total = fine.rows() * sizeof(Largest);
    LevelShape shape = fine;
    do {
        shape = shape.coarsened();
        total += CoarseLevel::estimate_bytes(shape);
    } while (shape.cells() > 1);
    return total;
}

/// Opens the books of its rows for `improve`.
void Multigrid::prolongate(const LevelShape& fine, float* u, int j, int k)
{
    const float change = lanes::largest_of(prolongate_add(coarse_.front(), fine, u, 1, j, k));
    const Children children(fine, j, k);
    for (std::size_t c = 0; c < children.rows(); ++c) changes_(children.y[c], children.z[c]).change = change;
}

float Multigrid::largest_in_row(const LevelShape& shape, const float* u, int j, int k)
{
    const float* row = u + shape.row(j, k);
    Eight most{};
    for (std::ptrdiff_t i = 0; i < shape.pitch(); i += 8)
        most = lanes::larger(lanes::magnitude(lanes::load(row + i)), most);
    return lanes::largest_of(most);
}

void Multigrid::coarsen_the_rest()
{
    for (std::size_t l = 1; l < coarse_.size(); ++l) multigrid::coarsen(coarse_[l - 1], coarse_[l]);
}

/// The correction of a level, from zero: one cycle, or two.
void Multigrid::solve_coarse(std::size_t l, bool twice)
{
    CoarseLevel& level = coarse_[l];
    if (l + 1 == coarse_.size()) {  // one cell: solved
        relax_from_zero(level, level.residual(), level.correction(), 0, 0);
        return;
    }
    go_down(l);
    const bool w_cycle = l + 2 < coarse_.size();
    solve_coarse(l + 1, w_cycle);
    if (twice) {
        go_up(l, true);
        solve_coarse(l + 1, w_cycle);
    }
    go_up(l, false);
}

void Multigrid::go_down(std::size_t l)
{
    CoarseLevel& level = coarse_[l];
    const float* b = level.residual();
    float* u = level.correction();
    run_pass(level.shape, sweep(0, [&](int j, int k) { relax_from_zero(level, b, u, j, k); }),
             sweep(1, [&](int j, int k) { relax(level, b, u, 1, j, k); }), sweep_of_pairs(4, [&](int j, int k) {
                 multigrid::restrict_residual(level, b, u, 1, coarse_[l + 1], j, k);
             }));
}

void Multigrid::go_up(std::size_t l, bool and_down_again)
{
    CoarseLevel& level = coarse_[l];
    const float* b = level.residual();
    float* u = level.correction();
    const auto correcting =
        sweep_of_pairs(0, [&](int j, int k) { prolongate_add(coarse_[l + 1], level.shape, u, 0, j, k); });
    const auto relaxing = [&](int behind, int colour) {
        return sweep(behind, [&, colour](int j, int k) { relax(level, b, u, colour, j, k); });
    };
    if (!and_down_again) return run_pass(level.shape, correcting, relaxing(1, 1), relaxing(2, 0));
    run_pass(
        level.shape, correcting, relaxing(1, 1), relaxing(2, 0), relaxing(3, 1),
        sweep_of_pairs(6, [&](int j, int k) { multigrid::restrict_residual(level, b, u, 1, coarse_[l + 1], j, k); }));
}

}  // namespace trabecula
