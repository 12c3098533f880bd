#include "fields/passes.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <vector>

using namespace trabecula;
using namespace trabecula::multigrid;

namespace {

/// Through how many sweeps each row of cells has been.
class Progress {
  public:
    explicit Progress(const LevelShape& shape) : shape_(shape), sweeps_(shape.rows(), 0) {}

    int& of(int j, int k) { return sweeps_[static_cast<std::size_t>(k * shape_.y.cells() + j)]; }

    /// Whether a row, and those within `reach` of it, are where a sweep may come that is the n-th and looks so far.
    bool allows(int n, int reach, int j, int k)
    {
        for (int z = std::max(0, k - reach); z <= std::min(k + reach, shape_.z.cells() - 1); ++z) {
            for (int y = std::max(0, j - reach); y <= std::min(j + reach, shape_.y.cells() - 1); ++y) {
                const bool is_own = y == j && z == k;
                if (is_own ? of(y, z) != n : of(y, z) != n && of(y, z) != n + 1) return false;
            }
        }
        return true;
    }
    bool all_are_at(int n) const
    {
        return std::ranges::all_of(sweeps_, [n](int sweeps) { return sweeps == n; });
    }

  private:
    const LevelShape& shape_;
    std::vector<int> sweeps_;
};

}  // namespace

TEST_CASE("Each sweep of a pass finds its neighbours as if sweeps came one after the other", "[fields][passes]")
{
    const Voxel size = GENERATE(Voxel{20, 3, 2}, Voxel{33, 31, 61}, Voxel{16, 130, 64}, Voxel{128, 1, 100});
    const int threads = GENERATE(1, 2, 4);
    INFO(size.x << " x " << size.y << " x " << size.z << " on " << threads << " threads");
    const LevelShape shape = shape_of({size.x, size.y, size.z, Micrometres{10.0}});
    Progress progress(shape);
    std::atomic<int> wrong = 0;
    const auto rows = [&](int n) {
        return [&, n](int j, int k) {
            if (!progress.allows(n, 1, j, k)) ++wrong;
            progress.of(j, k) = n + 1;
        };
    };
    const auto pairs = [&](int n, int reach) {
        return [&, n, reach](int j, int k) {
            for (int z = 2 * k; z < std::min(2 * k + 2, size.z); ++z)
                for (int y = 2 * j; y < std::min(2 * j + 2, size.y); ++y) {
                    if (!progress.allows(n, reach, y, z)) ++wrong;
                    progress.of(y, z) = n + 1;
                }
        };
    };
    ThreadLimit limit(threads);
    limit.run([&] {
        run_pass(shape, sweep_of_pairs(0, pairs(0, 0)), sweep(1, rows(1)), sweep(2, rows(2)), sweep(3, rows(3)),
                 sweep_of_pairs(6, pairs(4, 1)));
    });
    CHECK(wrong == 0);
    CHECK(progress.all_are_at(5));
}
