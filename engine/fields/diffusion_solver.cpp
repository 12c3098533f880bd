#include "fields/diffusion_solver.hpp"

#include "fields/closed_regions.hpp"
#include "fields/conjugate_gradients.hpp"
#include "fields/error_estimate.hpp"
#include "fields/held_walls.hpp"
#include "fields/level_shape.hpp"
#include "fields/mass_balance.hpp"
#include "fields/multigrid.hpp"
#include "fields/neighbourhoods.hpp"
#include "fields/row_order.hpp"
#include "fields/wrap_faces.hpp"

#include "core/error.hpp"
#include "core/parallel.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace trabecula {

namespace {

constexpr std::size_t regions_per_block = 16;
constexpr double finest_tolerance = 1e-6;  // a few roundings of a float

struct RowSum {
    double sum;
    bool valid;  // no value is negative or not finite
};

/// Empties the slots of a row that are no tissue.
void clear_outside(const NeighbourhoodCode* codes, std::ptrdiff_t count, float* concentration, float* right_side)
{
    for (std::ptrdiff_t i = 0; i < count; ++i)
        if (material_of(codes[i]) == Material::outside) concentration[i] = right_side[i] = 0.0F;
}

RowSum sum_of_row(const float* values, std::ptrdiff_t count)
{
    using lanes::Eight;
    lanes::Sum sum;
    Eight wrong{};
    for (std::ptrdiff_t i = 0; i < count; i += 8) {
        const Eight v = lanes::load(values + i);
        wrong = v >= 0.0F && v <= std::numeric_limits<float>::max() ? wrong : lanes::all(1.0F);
        sum.add(v);
    }
    return {sum.total(), lanes::largest_of(wrong) == 0.0F};
}

/// Moves the mean of every closed region to where its balance is: coarse levels mix it with what lies beyond the wall.
void correct_means(const VoxelBalance& balance, const ClosedRegions& closed, const float* residual, float* correction)
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

class DiffusionSolver::Kernel {
  public:
    explicit Kernel(const Grid& grid);
    void set_materials(std::span<const Material> materials);
    DiffusionOutcome advance(const DiffusionStep& step);
    std::size_t bytes_held() const;

  private:
    /// What closed regions depend on besides the materials.
    struct Conducting {
        bool marrow;
        bool bone;
        std::array<bool, 3> periodic;  // by axis
        bool operator==(const Conducting&) const = default;
    };
    using VoxelPairs = std::vector<std::pair<Voxel, Voxel>>;

    double take_over(const DiffusionStep& step, const HeldWalls& held);
    void find_closed_regions(const Conducting& conducting, const VoxelPairs& wrapped);
    template <class Level>
    DiffusionOutcome solve(const Level& level, const VoxelBalance& balance, const WrapFaces& wrapped,
                           const DiffusionStep& step, double supply);
    template <class Level, class IsDone>
    bool cycle(const Level& level, IsDone&& is_done);
    template <class Level, class IsDone>
    void conjugate_gradients(const Level& level, const VoxelBalance& balance, const WrapFaces& wrapped,
                             IsDone&& is_done);
    void hand_back(std::span<float> concentration_pM) const;

    Grid grid_;
    LevelShape shape_;
    Neighbourhoods neighbourhoods_;
    Multigrid multigrid_;
    ClosedRegions closed_;
    std::optional<Conducting> closed_for_;  // what closed_ was found for; absent when it is out of date
    LevelArray<float> concentration_;
    LevelArray<float> right_side_;  // secretion + concentration before / dt
    LevelArray<float> uptake_;      // of the present step, and what held walls take; where there is either
    LevelArray<float> residual_;    // the last three: of conjugate gradients
    LevelArray<float> correction_;
    LevelArray<float> direction_;
    bool starts_empty_ = false;  // the present step, with no concentration anywhere
    RowResults<Turnover> turnover_;
    RowResults<Largest> largest_;
    RowResults<multigrid::Products> products_;
};

DiffusionSolver::Kernel::Kernel(const Grid& grid)
    : grid_(grid),
      shape_(shape_of(grid)),
      neighbourhoods_(grid),
      multigrid_(shape_),
      concentration_(shape_),
      right_side_(shape_),
      uptake_(shape_),
      residual_(shape_),
      correction_(shape_),
      direction_(shape_),
      turnover_(shape_),
      largest_(shape_),
      products_(shape_)
{}

std::size_t DiffusionSolver::Kernel::bytes_held() const
{
    std::size_t total = neighbourhoods_.bytes_held() + multigrid_.bytes_held() + closed_.bytes_held() +
                        turnover_.bytes_held() + largest_.bytes_held() + products_.bytes_held();
    for (const LevelArray<float>* values :
         {&concentration_, &right_side_, &uptake_, &residual_, &correction_, &direction_})
        total += values->bytes_held();
    return total;
}

void DiffusionSolver::Kernel::set_materials(std::span<const Material> materials)
{
    const bool outside_changed = neighbourhoods_.assign(materials);
    const bool of_all_tissue = closed_for_ && closed_for_->marrow && closed_for_->bone;
    if (outside_changed || !of_all_tissue) closed_for_.reset();
}

void DiffusionSolver::Kernel::find_closed_regions(const Conducting& conducting, const VoxelPairs& wrapped)
{
    if (closed_for_ == conducting) return;
    closed_ = ClosedRegions();
    const bool one_region = conducting.marrow && conducting.bone && !neighbourhoods_.has_outside();
    if (!one_region) {
        std::vector<std::uint8_t> conducts(grid_.size());
        multigrid::for_rows(shape_, [&](int j, int k) {
            const NeighbourhoodCode* codes = neighbourhoods_.codes() + shape_.row(j, k);
            std::uint8_t* row = conducts.data() + grid_.index({0, j, k});
            for (int i = 0; i < grid_.nx; ++i) {
                const Material material = material_of(codes[lanes::slot_of(i)]);
                row[i] = (material == Material::marrow && conducting.marrow) ||
                         (material == Material::bone && conducting.bone);
            }
        });
        closed_ = ClosedRegions(grid_, shape_, conducts, wrapped);
    }
    closed_for_ = conducting;
}

/// Concentration, right side and uptake, with nothing `outside`.
/// @returns the sum of the right side over voxels
double DiffusionSolver::Kernel::take_over(const DiffusionStep& step, const HeldWalls& held)
{
    const auto per_dt = static_cast<float>(1.0 / step.dt.value);
    std::atomic<bool> all_valid = true;
    std::atomic<bool> all_empty = true;
    multigrid::for_rows(shape_, [&](int j, int k) {
        const std::ptrdiff_t at = shape_.row(j, k);
        const std::size_t from = grid_.index({0, j, k});
        const NeighbourhoodCode* codes = neighbourhoods_.codes() + at;
        float* u = concentration_.data() + at;
        float* b = right_side_.data() + at;
        lanes::lay_out(step.concentration_pM.data() + from, grid_.nx, u);
        lanes::lay_out(step.secretion_pM_per_h.data() + from, grid_.nx, b);
        if (neighbourhoods_.has_outside()) clear_outside(codes, shape_.pitch(), u, b);
        for (std::ptrdiff_t i = 0; i < shape_.pitch(); i += 8)
            lanes::store(lanes::load(b + i) + per_dt * lanes::load(u + i), b + i);
        float* taken_up = uptake_.data() + at;
        if (!step.uptake_per_h.empty()) {
            lanes::lay_out(step.uptake_per_h.data() + from, grid_.nx, taken_up);
        } else if (held.any()) {
            std::fill_n(taken_up, shape_.pitch(), 0.0F);
        }
        if (held.any()) held.add_to_row(j, k, codes, b, taken_up);
        const RowSum right = sum_of_row(b, shape_.pitch());
        const RowSum before = sum_of_row(u, shape_.pitch());
        if (!right.valid || !before.valid) all_valid = false;
        if (before.sum > 0.0) all_empty = false;
        turnover_(j, k).in = right.sum;
    });
    starts_empty_ = all_empty;
    if (!all_valid) throw std::invalid_argument("a concentration or secretion is negative or not finite");
    double supply = 0.0;
    for (const Turnover& row : turnover_.values()) supply += row.in;
    return supply;
}

void DiffusionSolver::Kernel::hand_back(std::span<float> concentration_pM) const
{
    multigrid::for_rows(shape_, [&](int j, int k) {
        lanes::put_in_order(concentration_.data() + shape_.row(j, k), grid_.nx,
                            concentration_pM.data() + grid_.index({0, j, k}));
    });
}

template <class Level>
DiffusionOutcome DiffusionSolver::Kernel::solve(const Level& level, const VoxelBalance& balance,
                                                const WrapFaces& wrapped, const DiffusionStep& step, double supply)
{
    const double tolerance = std::max(step.tolerance, finest_tolerance);
    float* u = concentration_.data();
    DiffusionOutcome outcome;
    const auto is_done = [&](const Largest& largest, ErrorEstimate& estimate) {
        ++outcome.iterations;
        const bool is_last = outcome.iterations >= step.most_iterations;
        outcome.error_estimate =
            largest.change > 0.0F ? estimate.after(double{largest.change} / double{largest.value}) : 0.0;
        if (outcome.error_estimate > tolerance && !is_last) return false;
        const Closing closing = close_mass_balance(level, balance, closed_, turnover_, supply, u);
        outcome.error_estimate += closing.change;
        outcome.mass_imbalance = closing.imbalance;
        return outcome.error_estimate <= tolerance || is_last;
    };
    multigrid_.set_operator(level);
    const bool is_finished = closed_.count() == 0 && wrapped.empty() && cycle(level, is_done);
    if (!is_finished) conjugate_gradients(level, balance, wrapped, is_done);
    return outcome;
}

/// Cycle after cycle, as long as each leaves little of the error.
/// @returns whether the field is done
template <class Level, class IsDone>
bool DiffusionSolver::Kernel::cycle(const Level& level, IsDone&& is_done)
{
    const float* b = right_side_.data();
    float* u = concentration_.data();
    ErrorEstimate estimate;
    if (starts_empty_)
        multigrid_.begin_from_zero(level, b, u);
    else
        multigrid_.restrict_residual(level, b, u);
    bool is_first = true;
    while (!estimate.is_slow()) {
        if (is_done(multigrid_.improve(level, b, u, is_first), estimate)) return true;
        is_first = false;
    }
    return false;
}

template <class Level, class IsDone>
void DiffusionSolver::Kernel::conjugate_gradients(const Level& level, const VoxelBalance& balance,
                                                  const WrapFaces& wrapped, IsDone&& is_done)
{
    using namespace multigrid;
    const float* b = right_side_.data();
    float* u = concentration_.data();
    float* r = residual_.data();
    float* z = correction_.data();
    float* p = direction_.data();
    const auto find_products = [&](int j, int k) { products_(j, k) = products(level, z, p, r, j, k); };
    for_rows(shape_, [&](int j, int k) {
        std::fill_n(p + shape_.row(j, k), shape_.pitch(), 0.0F);
        compute_residual(level, b, u, r, j, k);
    });
    wrapped.add_to_residual(u, r);
    double curvature = 0.0;
    ErrorEstimate estimate;
    for (;;) {
        if (closed_.count() == 0) {
            multigrid_.precondition(level, r, z, find_products);
        } else {
            multigrid_.precondition(level, r, z, [](int, int) {});
            correct_means(balance, closed_, r, z);
            for_rows(shape_, find_products);
        }
        Products sums;
        for (const Products& row : products_.values()) sums = sums + row;
        wrapped.add_to_products(z, p, sums);
        const Step next = next_step(sums, curvature);
        curvature = next.curvature;
        run_pass(shape_, sweep(0, [&](int j, int k) { largest_(j, k) = take_step(next, shape_, z, p, u, j, k); }),
                 sweep(1, [&](int j, int k) { compute_residual(level, b, u, r, j, k); }));
        wrapped.add_to_residual(u, r);
        if (is_done(largest_of(largest_), estimate)) return;
    }
}

DiffusionOutcome DiffusionSolver::Kernel::advance(const DiffusionStep& step)
{
    require_shape(step.concentration_pM.size(), grid_, "the concentration");
    require_shape(step.secretion_pM_per_h.size(), grid_, "the secretion");
    if (!step.uptake_per_h.empty()) require_shape(step.uptake_per_h.size(), grid_, "the uptake");
    for (std::size_t axis = 0; axis < 3; ++axis)
        if (step.walls.is_periodic(axis) != (step.walls.high(axis).kind == Wall::Kind::periodic))
            throw std::invalid_argument("one of two opposite walls is periodic, and the other is not");
    const double removal = 1.0 / step.dt.value + step.decay.value;
    const FaceRates rates = face_rates(grid_.spacing, step.in_marrow, step.in_bone);
    const HeldWalls held(step.walls, grid_, step.in_marrow, step.in_bone);
    const VoxelPairs wrapped_voxels = wrapped_pairs(grid_, step.walls);
    const double supply = take_over(step, held);
    const float* uptake = step.uptake_per_h.empty() && !held.any() ? nullptr : uptake_.data();
    const VoxelBalance balance{shape_, neighbourhoods_.codes(), rates, right_side_.data(), uptake, removal};
    find_closed_regions({step.in_marrow.value > 0.0,
                         step.in_bone.value > 0.0,
                         {step.walls.is_periodic(0), step.walls.is_periodic(1), step.walls.is_periodic(2)}},
                        wrapped_voxels);
    if (!has_steady_state(balance, closed_))
        throw InputError(
            "a field that nothing removes from a closed region has no steady state; give it a decay, or a finite step");
    if (supply == 0.0) {
        std::ranges::fill(step.concentration_pM, 0.0F);
        return {};
    }
    const VoxelLevel voxels{shape_, neighbourhoods_.codes(), neighbourhoods_.deep(), rates,
                            static_cast<float>(removal)};
    const WrapFaces wrapped(balance, wrapped_voxels);
    const DiffusionOutcome outcome = uptake == nullptr
                                         ? solve(voxels, balance, wrapped, step, supply)
                                         : solve(UptakeLevel{shape_, voxels, uptake}, balance, wrapped, step, supply);
    hand_back(step.concentration_pM);
    return outcome;
}

DiffusionSolver::DiffusionSolver(const Grid& grid) : kernel_(std::make_unique<Kernel>(grid)) {}
DiffusionSolver::~DiffusionSolver() = default;
DiffusionSolver::DiffusionSolver(DiffusionSolver&&) noexcept = default;
DiffusionSolver& DiffusionSolver::operator=(DiffusionSolver&&) noexcept = default;

void DiffusionSolver::set_materials(std::span<const Material> materials)
{
    kernel_->set_materials(materials);
}

DiffusionOutcome DiffusionSolver::advance(const DiffusionStep& step)
{
    return kernel_->advance(step);
}

std::size_t DiffusionSolver::bytes_held() const
{
    return kernel_->bytes_held();
}

std::size_t DiffusionSolver::estimate_bytes(const Grid& grid)
{
    const LevelShape shape = shape_of(grid);
    return sizeof(std::size_t) + Neighbourhoods::estimate_bytes(shape) + shape.length() * 6 * sizeof(float) +
           shape.rows() * (sizeof(Turnover) + sizeof(Largest) + sizeof(multigrid::Products)) +
           Multigrid::estimate_bytes(shape);
}

}  // namespace trabecula
