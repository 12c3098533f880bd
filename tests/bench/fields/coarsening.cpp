#include "bones.hpp"
#include "diffusion_problem.hpp"
#include "problem.hpp"
#include "sections.hpp"
#include "stopwatch.hpp"
#include "table.hpp"

#include "fields/field_grid.hpp"

#include <array>
#include <cmath>

namespace trabecula::bench {

namespace {

constexpr int edge = 128;
constexpr Micrometres fine_spacing{10.0};

/// A cytokine as configs/biology/fields.toml has it.
struct Cytokine {
    std::string_view name;
    double in_marrow_um2_per_h;
    double decay_per_h;

    double range_um() const { return std::sqrt(in_marrow_um2_per_h / decay_per_h); }
};

constexpr std::array<Cytokine, 3> cytokines{
    {{"RANKL", 13.0 * 3600.0, 21.0}, {"MCSF", 51.0 * 3600.0, 4.2}, {"TNF", 53.0 * 3600.0, 1.4}}};

/// Secreted by 2 % of the marrow voxels, one step of 1 h from zero.
test::Setup problem_of(const Cytokine& cytokine, const Bone& bone)
{
    test::Setup problem(bone.grid);
    problem.materials = bone.materials;
    problem.in_marrow = cytokine.in_marrow_um2_per_h;
    problem.in_bone = 0.1 * cytokine.in_marrow_um2_per_h;
    problem.decay = cytokine.decay_per_h;
    problem.dt = 1.0;
    scatter(random_exchanges(bone.materials, 0).secretion, problem.secretion);
    return problem;
}

/// The same on the coarser lattice.
test::Setup coarsened(const test::Setup& fine, const FieldGrid& lattice)
{
    test::Setup coarse(lattice.grid());
    const auto materials = lattice.materials(fine.materials);
    coarse.materials.assign(materials.begin(), materials.end());
    coarse.in_marrow = fine.in_marrow;
    coarse.in_bone = fine.in_bone;
    coarse.decay = fine.decay;
    coarse.dt = fine.dt;
    for (std::size_t i = 0; i < fine.secretion.size(); ++i) {
        const std::size_t at = lattice.index(static_cast<VoxelId>(i));
        coarse.secretion[at] += fine.secretion[i] * lattice.share(at);
    }
    return coarse;
}

/// How coarse fields differ from fine ones in the voxels where `is_there`, relative to the mean of the fine.
struct Difference {
    double of_mean = 0.0;
    double root_mean_square = 0.0;
    double largest = 0.0;
};

template <class IsThere>
Difference difference(const test::Setup& fine, const test::Setup& coarse, const FieldGrid& lattice, IsThere&& is_there)
{
    double count = 0.0, sum = 0.0, off = 0.0, squares = 0.0, most = 0.0;
    for (std::size_t i = 0; i < fine.concentration.size(); ++i) {
        if (!is_there(i)) continue;
        const double expected = fine.concentration[i];
        const double error = double{coarse.concentration[lattice.index(static_cast<VoxelId>(i))]} - expected;
        count += 1.0;
        sum += expected;
        off += error;
        squares += error * error;
        most = std::max(most, std::abs(error));
    }
    const double mean = sum / count;
    return {off / sum, std::sqrt(squares / count) / mean, most / mean};
}

void add_rows(Table& table, const Cytokine& cytokine, const Bone& bone)
{
    test::Setup fine = problem_of(cytokine, bone);
    fine.tolerance = 1e-6;
    fine.advance();
    const auto in_marrow = [&](std::size_t i) { return bone.materials[i] == Material::marrow; };
    const auto beside_sources = [&](std::size_t i) { return in_marrow(i) && fine.secretion[i] == 0.0F; };
    for (const int coarsening : {2, 3, 4}) {
        FieldGrid lattice(bone.grid, coarsening);
        lattice.set_materials(bone.materials);
        test::Setup coarse = coarsened(fine, lattice);
        coarse.advance();
        const Difference everywhere = difference(fine, coarse, lattice, in_marrow);
        const Difference beside = difference(fine, coarse, lattice, beside_sources);
        table.add({cytokine.name, cytokine.range_um(), coarsening, everywhere.of_mean, everywhere.root_mean_square,
                   beside.root_mean_square, everywhere.largest});
    }
}

}  // namespace

nlohmann::ordered_json coarsening(Lattices)
{
    Table table(
        "coarsening: fields on a lattice coarser than the tissue's (128^3 voxels of 10 um, synthetic bone), against "
        "the\n"
        "tissue's own, in the marrow; all relative to the mean there: of the mean, root mean square (also without the\n"
        "voxels that secrete), largest",
        {"cytokine", "range um", "coarsening", "mean", "rms", "rms beside", "largest"});
    const Grid grid{edge, edge, edge, fine_spacing};
    const Bone bone = synthetic_bone(grid);
    for (const Cytokine& cytokine : cytokines) add_rows(table, cytokine, bone);
    return table.rows();
}

}  // namespace trabecula::bench
