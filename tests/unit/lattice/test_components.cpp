#include "lattice/components.hpp"

#include "core/parallel.hpp"
#include "core/random.hpp"

#include <catch2/catch.hpp>

#include <deque>

using namespace trabecula;

namespace {

using Mask = std::vector<std::uint8_t>;

Mask random_mask(const Grid& grid, double share, std::uint64_t seed)
{
    Mask mask(grid.size());
    for (std::size_t i = 0; i < mask.size(); ++i) {
        RandomStream random(seed, i, StepIndex{0}, 0);
        mask[i] = random.happens(share) ? 1 : 0;
    }
    return mask;
}

int steps_apart(Voxel a, Voxel b)
{
    return std::abs(a.x - b.x) + std::abs(a.y - b.y) + std::abs(a.z - b.z);
}

/// Labels by flooding from each voxel not yet labelled, in order.
std::vector<std::uint32_t> flood(const Grid& grid, const Mask& mask, Connectivity connectivity)
{
    std::vector<std::uint32_t> label(mask.size(), 0);
    std::uint32_t next = 0;
    for (std::size_t start = 0; start < mask.size(); ++start) {
        if (mask[start] == 0 || label[start] != 0) continue;
        label[start] = ++next;
        std::deque<Voxel> front{grid.voxel(start)};
        while (!front.empty()) {
            const Voxel v = front.front();
            front.pop_front();
            for (int i = 0; i < 27; ++i) {
                const Voxel n{v.x + i % 3 - 1, v.y + i / 3 % 3 - 1, v.z + i / 9 - 1};
                if (!grid.contains(n) || mask[grid.index(n)] == 0 || label[grid.index(n)] != 0) continue;
                if (connectivity == Connectivity::faces && steps_apart(v, n) != 1) continue;
                label[grid.index(n)] = next;
                front.push_back(n);
            }
        }
    }
    return label;
}

}  // namespace

TEST_CASE("Components are those that flooding finds, in order of their first voxels", "[components]")
{
    const auto connectivity = GENERATE(Connectivity::faces, Connectivity::corners);
    const double share = GENERATE(0.05, 0.12, 0.3, 0.9);
    const Grid grid{23, 17, 41, Micrometres{10}};
    const Mask mask = random_mask(grid, share, 7);
    const Components found = find_components(grid, mask, connectivity);
    CHECK(found.label == flood(grid, mask, connectivity));

    std::vector<std::size_t> voxels(found.list.size(), 0);
    for (const std::uint32_t label : found.label)
        if (label != 0) ++voxels[label - 1];
    for (std::size_t k = 0; k < found.list.size(); ++k) {
        CHECK(found.list[k].voxels == voxels[k]);
        CHECK(found.label[raw(found.list[k].first)] == Components::label_of(k));
    }
}

TEST_CASE("Voxels that share an edge or a corner are one by 26 neighbours and two by 6", "[components]")
{
    const Grid grid{4, 4, 40, Micrometres{10}};
    const auto other = GENERATE(Voxel{2, 1, 15}, Voxel{2, 2, 16}, Voxel{1, 2, 16}, Voxel{0, 0, 16}, Voxel{2, 0, 16});
    Mask mask(grid.size(), 0);
    mask[grid.index({1, 1, 15})] = 1;
    mask[grid.index(other)] = 1;
    CHECK(find_components(grid, mask, Connectivity::corners).list.size() == 1);
    CHECK(find_components(grid, mask, Connectivity::faces).list.size() == (other == Voxel{2, 1, 15} ? 1 : 2));
}

TEST_CASE("A component knows whether it touches a face of the box or the outside", "[components]")
{
    const Grid grid{9, 9, 9, Micrometres{10}};
    Mask mask(grid.size(), 0);
    Mask outside(grid.size(), 0);
    mask[grid.index({0, 4, 4})] = 1;
    mask[grid.index({2, 4, 4})] = 1;
    mask[grid.index({5, 4, 4})] = 1;
    outside[grid.index({6, 5, 4})] = 1;
    const Components by_corners = find_components(grid, mask, Connectivity::corners, outside);
    REQUIRE(by_corners.list.size() == 3);
    CHECK(by_corners.list[0].touches_face);
    CHECK_FALSE(by_corners.list[1].touches_face);
    CHECK_FALSE(by_corners.list[1].touches_outside);
    CHECK(by_corners.list[2].touches_outside);
    CHECK_FALSE(find_components(grid, mask, Connectivity::faces, outside).list[2].touches_outside);
}

TEST_CASE("Only the largest piece is kept, the first of equals", "[components]")
{
    const Grid grid{10, 1, 1, Micrometres{10}};
    Mask mask{1, 1, 0, 1, 0, 1, 1, 0, 0, 1};
    CHECK(keep_largest_component(grid, mask) == 4);
    CHECK(mask == Mask{1, 1, 0, 0, 0, 0, 0, 0, 0, 0});
    Mask empty(10, 0);
    CHECK(keep_largest_component(grid, empty) == 0);
    CHECK_FALSE(find_components(grid, empty, Connectivity::faces).largest().has_value());
}

TEST_CASE("A cavity is filled unless it opens to a face of the box or to the outside", "[components]")
{
    const Grid grid{5, 5, 5, Micrometres{10}};
    Mask mask(grid.size(), 1);
    mask[grid.index({2, 2, 2})] = 0;
    Mask outside(grid.size(), 0);

    SECTION("enclosed")
    {
        CHECK(fill_cavities(grid, mask) == 1);
        CHECK(mask == Mask(grid.size(), 1));
    }
    SECTION("open to a face")
    {
        mask[grid.index({2, 2, 3})] = 0;
        mask[grid.index({2, 2, 4})] = 0;
        CHECK(fill_cavities(grid, mask) == 0);
    }
    SECTION("closed to a diagonal neighbour at a face")
    {
        mask[grid.index({3, 3, 3})] = 0;
        mask[grid.index({4, 3, 3})] = 0;
        CHECK(fill_cavities(grid, mask) == 1);
    }
    SECTION("open to the outside")
    {
        mask[grid.index({2, 2, 3})] = 0;
        outside[grid.index({2, 2, 3})] = 1;
        CHECK(fill_cavities(grid, mask, outside) == 0);
    }
}

TEST_CASE("Components are the same on any number of threads", "[components][determinism]")
{
    const Grid grid{40, 30, 70, Micrometres{10}};
    const Mask mask = random_mask(grid, 0.3, 3);
    const auto labels = [&](int threads) {
        const ThreadLimit limit(threads);
        return find_components(grid, mask, Connectivity::faces).label;
    };
    const auto expected = labels(1);
    CHECK(labels(2) == expected);
    CHECK(labels(4) == expected);
}
