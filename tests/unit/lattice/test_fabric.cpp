#include "lattice/fabric.hpp"
#include "lattice/line_frames.hpp"
#include "lattice/smoothed_bone.hpp"
#include "lattice/symmetric_eigen.hpp"
#include "lattice/vector3.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace trabecula;

TEST_CASE("The eigensystem of a symmetric matrix rebuilds it", "[symmetric_eigen]")
{
    const Matrix3 a = GENERATE(values<Matrix3>({
        {{{4.0, 1.0, -2.0}, {1.0, 3.0, 0.5}, {-2.0, 0.5, 7.0}}},
        {{{1.0, 0.0, 0.0}, {0.0, 1.0, 0.0}, {0.0, 0.0, 1.0}}},
        {{{0.0, 1e-9, 0.0}, {1e-9, 0.0, 1e-9}, {0.0, 1e-9, 5.0}}},
    }));
    const Eigensystem found = symmetric_eigen(a);
    CHECK(found.value[0] <= found.value[1]);
    CHECK(found.value[1] <= found.value[2]);
    for (std::size_t i = 0; i < 3; ++i) {
        const Vector3 v = found.vector[i];
        const Vector3 product{dot({a[0][0], a[0][1], a[0][2]}, v), dot({a[1][0], a[1][1], a[1][2]}, v),
                              dot({a[2][0], a[2][1], a[2][2]}, v)};
        CHECK(length(product - found.value[i] * v) < 1e-12);
        for (std::size_t k = 0; k < 3; ++k) CHECK(dot(v, found.vector[k]) == Approx(i == k ? 1.0 : 0.0).margin(1e-12));
    }
}

TEST_CASE("Line frames are orthonormal, about 500, and mirror onto themselves", "[fabric]")
{
    const std::vector<LineFrame> frames = line_frames();
    CHECK(frames.size() >= 400);
    CHECK(frames.size() <= 600);
    Vector3 second_moment;
    for (const LineFrame& f : frames) {
        REQUIRE(length(f.along) == Approx(1.0));
        REQUIRE(length(f.across) == Approx(1.0));
        REQUIRE(length(f.upwards) == Approx(1.0));
        REQUIRE(std::abs(dot(f.along, f.across)) + std::abs(dot(f.along, f.upwards)) +
                    std::abs(dot(f.across, f.upwards)) <
                1e-12);
        second_moment = second_moment + Vector3{f.along.x * f.along.x, f.along.y * f.along.y, f.along.z * f.along.z};
    }
    const auto count = static_cast<double>(frames.size());
    CHECK(second_moment.x / count == Approx(1.0 / 3.0));
    CHECK(second_moment.y / count == Approx(1.0 / 3.0));
    CHECK(second_moment.z / count == Approx(1.0 / 3.0));
}

TEST_CASE("The ellipsoid that made the intercepts is found again", "[fabric]")
{
    const Vector3 axis = unit({1.0, 2.0, 3.0});
    std::vector<InterceptDensity> densities;
    for (const LineFrame& f : line_frames()) {
        const double along = dot(f.along, axis);
        densities.push_back({f.along, std::sqrt(1.0 / 400.0 + (1.0 / 1600.0 - 1.0 / 400.0) * along * along)});
    }
    const Fabric found = fit_fabric(densities, Micrometres{10.0}).value();
    CHECK(found.mil_um[0].value() == Approx(400.0));
    CHECK(found.mil_um[1].value() == Approx(200.0));
    CHECK(found.mil_um[2].value() == Approx(200.0));
    CHECK(found.da.value() == Approx(2.0));
    CHECK(found.da_bonej == Approx(0.75));
    CHECK(dot(found.axis[0], axis) == Approx(1.0));
}

TEST_CASE("Along plates the intercept has no bound, and across them it is their period", "[fabric]")
{
    const Grid grid{48, 48, 64, Micrometres{20.0}};
    SegmentedBone bone{grid, std::vector<Material>(grid.size(), Material::marrow)};
    for (std::size_t i = 0; i < grid.size(); ++i)
        if (grid.voxel(i).z % 8 < 3) bone.material[i] = Material::bone;
    const Fabric found = measure_fabric(bone, smoothed_bone(bone, 0.7)).value();
    CHECK_FALSE(found.mil_um[0].has_value());
    CHECK_FALSE(found.da.has_value());
    CHECK(found.da_bonej == Approx(1.0).margin(0.02));
    CHECK(found.mil_um[2].value() == Approx(160.0).epsilon(0.05));
    CHECK(std::abs(found.axis[2].z) == Approx(1.0).margin(1e-3));
}

TEST_CASE("Without a surface, or in a box too small, there is no fabric", "[fabric]")
{
    const int edge = GENERATE(11, 20);
    const Grid grid{edge, edge, edge, Micrometres{20.0}};
    const SegmentedBone marrow{grid, std::vector<Material>(grid.size(), Material::marrow)};
    CHECK_FALSE(measure_fabric(marrow, smoothed_bone(marrow, 0.7)).has_value());
}
