#include "slab.hpp"

#include "agents/observables.hpp"

#include "core/parallel.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <numeric>

using namespace trabecula;
using namespace trabecula::test;

namespace {

/// A slab of 80 um in a box of 310 um, which is an odd number of voxels.
TissueModel model_with(int coarsening, std::vector<std::string> settings = {})
{
    settings.push_back("solver.coarsening=" + std::to_string(coarsening));
    return model_on(slab(31, Micrometres{10.0}, 2, false, 8), settings);
}

/// Means of four seeds: few cells make TNF and IL-17.
std::map<std::string, double> after_a_day(int coarsening)
{
    constexpr int seeds = 4;
    std::map<std::string, double> mean;
    for (int seed = 1; seed <= seeds; ++seed) {
        TissueModel model = model_with(coarsening, {"time.seed=" + std::to_string(seed)});
        for (int step = 0; step < 24; ++step) model.step();
        for (const Observable& observable : observables(model))
            mean[observable.name] += observable.measure(model) / seeds;
    }
    return mean;
}

std::string hash_after(int threads)
{
    ThreadLimit limit(threads);
    return limit.run([] {
        TissueModel model = model_with(2);
        for (int step = 0; step < 12; ++step) model.step();
        return model.state().hash();
    });
}

}  // namespace

TEST_CASE("Cells release and clear the same into coarser fields", "[property][coarsening]")
{
    const auto released = [](int coarsening) {  // per volume of the box, where nothing is mirrored
        TissueModel model =
            model_on(slab(32, Micrometres{10.0}, 2, false, 8), {"solver.coarsening=" + std::to_string(coarsening)});
        model.step();
        const auto& secretion = model.workspace().secretion;  // of the last field
        return std::accumulate(secretion.begin(), secretion.end(), 0.0) / static_cast<double>(secretion.size());
    };
    const double fine = released(1);
    CHECK(fine > 0.0);
    CHECK(released(2) == Approx(fine).epsilon(1e-5));
    CHECK(released(4) == Approx(fine).epsilon(1e-5));
}

TEST_CASE("Fields twice as coarse give nearly the same means", "[property][coarsening]")
{
    const auto fine = after_a_day(1);
    const auto coarse = after_a_day(2);
    for (const char* name : {"TNF.mean", "IL17.mean", "MCSF.mean", "OPG_total.mean", "RANKL_total.mean"}) {
        CAPTURE(name, fine.at(name), coarse.at(name));
        CHECK(fine.at(name) > 0.0);
        CHECK(coarse.at(name) == Approx(fine.at(name)).epsilon(0.15));
    }
}

TEST_CASE("With coarser fields too, threads make no difference", "[property][coarsening][determinism]")
{
    const std::string one = hash_after(1);
    CHECK(hash_after(2) == one);
    CHECK(hash_after(4) == one);
}

TEST_CASE("Cells climb in coarser fields as in fine ones", "[property][coarsening]")
{
    const auto mean_height = [](int coarsening) {
        std::vector<std::string> settings = only("osteoclast_precursor", "6000 /mm3");
        settings.insert(settings.end(), {"cell.osteoclast_precursor.behaviour.leave.base=0 /d",
                                         "cell.osteoclast_precursor.behaviour.take_up_RANKL.base=0 um3/h",
                                         "cell.osteoclast_precursor.behaviour.climb_RANKL.base=10 um/h",
                                         "fields.RANKL.walls={z_high='100 pM'}", "fields.OPG.walls={z_high='0 pM'}"});
        TissueModel model = model_with(coarsening, settings);
        for (int step = 0; step < 12; ++step) model.step();
        const Population& cells = model.workspace().state.populations[index(Cell::osteoclast_precursor)];
        double height = 0.0;
        for (const VoxelId voxel : cells.table[cells.voxel]) height += model.state().tissue.grid.voxel(voxel).z;
        return 10.0 * height / static_cast<double>(cells.size());
    };
    const double fine = mean_height(1);
    CHECK(fine > 240.0);  // of 80 to 310 um, where they were spread evenly
    CHECK(mean_height(2) == Approx(fine).margin(10.0));
}
