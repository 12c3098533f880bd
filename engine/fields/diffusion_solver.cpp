#include "fields/diffusion_solver.hpp"

#include "fields/conjugate_gradients.hpp"
#include "fields/mass_balance.hpp"

#include "core/error.hpp"
#include "core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace trabecula {

namespace {

constexpr std::size_t voxels_per_block = 32768;
constexpr std::size_t regions_per_block = 16;
constexpr int most_iterations = 100;
constexpr double finest_tolerance = 1e-6;  // a few roundings of a float
constexpr double slowest_rate = 0.9;

/// Watches the relative changes that iterations make, and tells the error that the last one left.
class ErrorEstimate {
  public:
    double after(double change)
    {
        double rate = 0.0;
        for (std::size_t back = 1; back <= std::min(changes_.size(), window); ++back)
            rate = std::max(rate, mean_rate(change, back));
        const double overall = changes_.empty() ? 0.0 : mean_rate(change, changes_.size());
        changes_.push_back(change);
        return change * std::max({1.0, still_to_come(rate), hidden * still_to_come(overall)});
    }

  private:
    static constexpr std::size_t window = 3;  // iterations; one alone may be lucky
    static constexpr double hidden = 3.0;     // where convergence is slow, slow parts hide behind fast ones

    double mean_rate(double change, std::size_t back) const
    {
        return std::min(slowest_rate,
                        std::pow(change / changes_[changes_.size() - back], 1.0 / static_cast<double>(back)));
    }
    static double still_to_come(double rate) { return rate / (1.0 - rate); }

    std::vector<double> changes_;
};

/// Moves the mean of every closed region to where its balance is: coarse levels mix it with what lies beyond the wall.
void correct_means(const VoxelBalance& balance, const ClosedRegions& closed, std::span<const float> residual,
                   std::span<float> correction)
{
    for_blocks(closed.count(), regions_per_block, [&](std::size_t begin, std::size_t end) {
        for (std::size_t r = begin; r < end; ++r) {
            double left = 0.0;
            double removal = 0.0;
            for (const std::uint32_t i : closed[r]) {
                left += double{residual[i]} - balance.removal(i) * double{correction[i]};
                removal += balance.removal(i);
            }
            const auto shift = static_cast<float>(left / removal);
            for (const std::uint32_t i : closed[r]) correction[i] += shift;
        }
    });
}

void require_shape(std::size_t length, const Grid& grid, const char* what)
{
    if (length != grid.size()) throw std::invalid_argument(std::string(what) + " does not have the shape of the grid");
}

}  // namespace

DiffusionSolver::DiffusionSolver(const Grid& grid)
    : grid_(grid),
      shape_(shape_of(grid)),
      neighbourhoods_(grid),
      multigrid_(shape_),
      right_side_(grid.size()),
      residual_(grid.size()),
      correction_(grid.size()),
      direction_(grid.size())
{}

std::size_t DiffusionSolver::bytes_held() const
{
    const std::size_t values =
        right_side_.capacity() + residual_.capacity() + correction_.capacity() + direction_.capacity();
    return neighbourhoods_.bytes_held() + multigrid_.bytes_held() + closed_.bytes_held() + values * sizeof(float);
}

std::size_t DiffusionSolver::estimate_bytes(const Grid& grid)
{
    return sizeof(std::size_t) + grid.size() * (sizeof(NeighbourhoodCode) + 4 * sizeof(float)) +
           Multigrid::estimate_bytes(shape_of(grid));
}

void DiffusionSolver::set_materials(std::span<const Material> materials)
{
    const bool outside_changed = neighbourhoods_.assign(materials);
    const bool of_all_tissue = closed_for_ == Conducting{true, true};
    if (outside_changed || !of_all_tissue) closed_for_.reset();
}

void DiffusionSolver::find_closed_regions(Conducting conducting)
{
    if (closed_for_ == conducting) return;
    closed_ = {};
    const bool one_region = conducting.marrow && conducting.bone && !neighbourhoods_.has_outside();
    if (!one_region) {
        std::vector<std::uint8_t> conducts(grid_.size());
        std::ranges::transform(neighbourhoods_.codes(), conducts.begin(), [&](NeighbourhoodCode code) {
            const Material material = material_of(code);
            return (material == Material::marrow && conducting.marrow) ||
                   (material == Material::bone && conducting.bone);
        });
        closed_ = ClosedRegions(grid_, conducts);
    }
    closed_for_ = conducting;
}

/// @returns the sum over voxels
double DiffusionSolver::set_right_side(const DiffusionStep& step)
{
    const auto per_dt = static_cast<float>(1.0 / step.dt.value);
    return reduce_blocks(
        grid_.size(), voxels_per_block, 0.0,
        [&](std::size_t begin, std::size_t end) {
            double sum = 0.0;
            for (std::size_t i = begin; i < end; ++i) {
                const bool outside = material_of(neighbourhoods_.codes()[i]) == Material::outside;
                const float b = step.secretion_pM_per_h[i] + per_dt * step.concentration_pM[i];
                if (!(b >= 0.0F && b <= std::numeric_limits<float>::max()))
                    throw std::invalid_argument("a concentration or secretion is negative or not finite");
                right_side_[i] = outside ? 0.0F : b;
                sum += double{right_side_[i]};
            }
            return sum;
        },
        std::plus<>());
}

template <class Level>
DiffusionOutcome DiffusionSolver::solve(const Level& level, const VoxelBalance& balance, const DiffusionStep& step)
{
    multigrid_.set_operator(level);
    std::ranges::fill(direction_, 0.0F);
    float* u = step.concentration_pM.data();
    const double tolerance = std::max(step.tolerance, finest_tolerance);
    DiffusionOutcome outcome;
    double curvature = 0.0;
    ErrorEstimate estimate;
    while (outcome.iterations < most_iterations) {
        multigrid::compute_residual(level, right_side_.data(), u, residual_.data());
        multigrid_.cycle(level, residual_.data(), correction_.data());
        correct_means(balance, closed_, residual_, correction_);
        const auto products = multigrid::products(level, correction_.data(), direction_.data(), residual_.data());
        const auto next = multigrid::next_step(products, curvature);
        const auto largest = multigrid::take_step(next, shape_, correction_.data(), direction_.data(), u);
        curvature = next.curvature;
        ++outcome.iterations;
        outcome.error_estimate =
            largest.change > 0.0F ? estimate.after(double{largest.change} / double{largest.value}) : 0.0;
        if (outcome.error_estimate > tolerance) continue;
        outcome.error_estimate += close_mass_balance(balance, closed_, step.concentration_pM);
        if (outcome.error_estimate <= tolerance) break;
    }
    outcome.mass_imbalance = mass_imbalance(balance, step.concentration_pM);
    return outcome;
}

DiffusionOutcome DiffusionSolver::advance(const DiffusionStep& step)
{
    require_shape(step.concentration_pM.size(), grid_, "the concentration");
    require_shape(step.secretion_pM_per_h.size(), grid_, "the secretion");
    if (!step.uptake_per_h.empty()) require_shape(step.uptake_per_h.size(), grid_, "the uptake");
    const double removal = 1.0 / step.dt.value + step.decay.value;
    const auto table = exchange_table(grid_.spacing, step.in_marrow, step.in_bone, PerHour{removal});
    const VoxelBalance balance{neighbourhoods_.codes().data(),
                               table.data(),
                               right_side_.data(),
                               step.uptake_per_h.empty() ? nullptr : step.uptake_per_h.data(),
                               removal,
                               grid_.size()};
    const double supply = set_right_side(step);
    find_closed_regions({step.in_marrow.value > 0.0, step.in_bone.value > 0.0});
    if (!has_steady_state(balance, closed_))
        throw InputError(
            "a field that nothing removes from a closed region has no steady state; give it a decay, or a finite step");
    if (supply == 0.0) {
        std::ranges::fill(step.concentration_pM, 0.0F);
        return {};
    }
    const VoxelLevel voxels{shape_, neighbourhoods_.codes().data(), table.data(), static_cast<float>(removal)};
    if (balance.uptake_per_h == nullptr) return solve(voxels, balance, step);
    return solve(UptakeLevel{shape_, voxels, balance.uptake_per_h}, balance, step);
}

}  // namespace trabecula
