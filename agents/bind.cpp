#include "agents/stages.hpp"

#include "fields/binding.hpp"

#include "core/parallel.hpp"

#include <algorithm>

namespace trabecula {

namespace {

constexpr std::size_t block = 32768;
constexpr std::size_t rows_at_once = 64;

/// The columns of a species that is a field; of a systemic one all are empty.
struct SpeciesColumns {
    Species species;
    std::span<const float> total;
    std::span<float> free;
    std::span<float> unbound;  // share of what is presented that is free; empty: nobody presents it

    double total_at(std::size_t voxel, std::span<const float> systemic) const
    {
        return total.empty() ? double{systemic[species.index]} : double{total[voxel]};
    }
    void write(std::size_t voxel, double free_pM, double share) const
    {
        if (!free.empty()) free[voxel] = static_cast<float>(free_pM);
        if (!unbound.empty()) unbound[voxel] = static_cast<float>(share);
    }
};

SpeciesColumns columns_of(Workspace& work, const Species& species)
{
    SpeciesColumns columns{species, {}, {}, {}};
    if (species.kind == Species::Kind::systemic) return columns;
    Table& fields = work.state.fields.table;
    columns.total = fields[work.state.fields.concentration_pM[species.index]];
    columns.free = fields[work.state.fields.free_pM[species.index]];
    columns.unbound = work.unbound_of_presented[species.index];
    return columns;
}

/// A pair of fields, which is most of what binds, in the voxels of a block.
void settle_pair(const SpeciesColumns& a, const SpeciesColumns& b, double kd, std::size_t begin, std::size_t end)
{
    const auto write_unbound = [&](const SpeciesColumns& shown, std::span<const float> free_partner) {
        for (std::size_t i = begin; i < end; ++i)
            shown.unbound[i] = static_cast<float>(unbound_share(double{free_partner[i]}, kd));
    };
    for (std::size_t i = begin; i < end; ++i) {
        const double free = free_concentration(double{a.total[i]}, Binder{double{b.total[i]}, kd});
        a.free[i] = static_cast<float>(free);
        b.free[i] = static_cast<float>(double{b.total[i]} * unbound_share(free, kd));
    }
    if (!a.unbound.empty()) write_unbound(a, b.free);
    if (!b.unbound.empty()) write_unbound(b, a.free);
}

/// One star in the voxels of a block. What is presented binds what is free of the dissolved partners and takes nothing
/// from it: secretion replaces it.
class Equilibrium {
  public:
    Equilibrium(Workspace& work, const BindingStar& star) : centre_(columns_of(work, star.centre))
    {
        for (const BindingStar::Binder& binder : star.binders) {
            binders_.push_back(columns_of(work, binder.species));
            present_.push_back({0.0, binder.kd.value});
        }
        shares_.resize(binders_.size());
    }

    void settle(std::size_t begin, std::size_t end, std::span<const SystemicInterval> parts, double step_h)
    {
        const bool pair_of_fields = binders_.size() == 1 && !centre_.total.empty() && !binders_.front().total.empty();
        if (pair_of_fields) return settle_pair(centre_, binders_.front(), present_.front().kd, begin, end);
        for (std::size_t voxel = begin; voxel < end; ++voxel) settle(voxel, parts, step_h);
    }

  private:
    /// Averages over the parts of a step, whose durations add up to `step_h`.
    void settle(std::size_t voxel, std::span<const SystemicInterval> parts, double step_h)
    {
        double centre_free = 0.0;
        double centre_share = 0.0;
        std::ranges::fill(shares_, 0.0);
        for (const SystemicInterval& part : parts) {
            const double weight = parts.size() == 1 ? 1.0 : part.duration.value / step_h;
            for (std::size_t b = 0; b < binders_.size(); ++b)
                present_[b].total = binders_[b].total_at(voxel, part.values);
            const double free = free_concentration(centre_.total_at(voxel, part.values), present_);
            centre_free += weight * free;
            centre_share += weight * unbound_share(free, present_);
            for (std::size_t b = 0; b < binders_.size(); ++b)
                shares_[b] += weight * unbound_share(free, present_[b].kd);
        }
        centre_.write(voxel, centre_free, centre_share);
        for (std::size_t b = 0; b < binders_.size(); ++b)
            if (!binders_[b].total.empty())
                binders_[b].write(voxel, double{binders_[b].total[voxel]} * shares_[b], shares_[b]);
    }

    SpeciesColumns centre_;
    std::vector<SpeciesColumns> binders_;
    std::vector<Binder> present_;  // totals in the present voxel and part of the step
    std::vector<double> shares_;
};

/// The parts of a step in which what a star binds is not the same: one where nothing of it is systemic.
std::vector<SystemicInterval> parts_of(const BindingStar& star, const ModelParams& params, Hours from)
{
    const std::vector<Species> systemic = systemic_species(star);
    if (systemic.empty()) return {{params.step, {}}};
    std::vector<SystemicInterval> parts;
    for (const SystemicInterval& next : step_intervals(params, from)) {
        const auto is_same = [&](const Species& species) {
            return parts.back().values[species.index] == next.values[species.index];
        };
        if (!parts.empty() && std::ranges::all_of(systemic, is_same))
            parts.back().duration = parts.back().duration + next.duration;
        else
            parts.push_back(next);
    }
    return parts;
}

/// What is presented in each tissue voxel and free, by the share of its field voxel.
void find_free_presented(Workspace& work, std::size_t field)
{
    const std::span<const float> unbound = work.unbound_of_presented[field];
    if (unbound.empty()) return;
    const FieldGrid& lattice = work.state.fields.lattice;
    const std::span<const float> presented = work.state.presented[work.presented_pM[field]];
    const std::span<float> free = work.state.presented[work.free_presented_pM[field]];
    for_blocks(lattice.tissue_rows(), rows_at_once, [&](std::size_t begin, std::size_t end) {
        for (std::size_t row = begin; row < end; ++row)
            lattice.for_row(row, [&](std::size_t tissue_voxel, std::size_t field_voxel) {
                free[tissue_voxel] = presented[tissue_voxel] * unbound[field_voxel];
            });
    });
}

}  // namespace

void find_free(Workspace& work, Hours from)
{
    for (const BindingStar& star : work.params.stars) {
        const std::vector<SystemicInterval> parts = parts_of(star, work.params, from);
        for_blocks(work.state.fields.table.rows(), block, [&](std::size_t begin, std::size_t end) {
            Equilibrium equilibrium(work, star);
            equilibrium.settle(begin, end, parts, work.step_h());
        });
    }
    for (std::size_t f = 0; f < work.params.fields.size(); ++f) find_free_presented(work, f);
}

void bind(Workspace& work)
{
    find_free(work, Hours{(raw(work.state.step) + 1) * work.step_h()});
}

}  // namespace trabecula
