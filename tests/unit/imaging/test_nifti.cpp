#include "temporary_folder.hpp"

#include "imaging/nifti.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>

using namespace trabecula;
using Catch::Contains;

namespace {

/// A NIfTI-1 file of 4 x 3 x 2 bytes, whose header can be spoilt.
struct NiftiFile {
    std::string bytes = std::string(352, '\0') + test::counted_bytes(24);

    NiftiFile()
    {
        put<std::int32_t>(0, 348);
        for (const auto& [at, value] : {std::pair(40, 3), std::pair(42, 4), std::pair(44, 3), std::pair(46, 2)})
            put(at, static_cast<std::int16_t>(value));
        put<std::int16_t>(70, 2);
        for (const int at : {80, 84, 88}) put(at, 0.02F);
        put(108, 352.0F);
        put<std::int8_t>(123, 2);
        bytes.replace(344, 3, "n+1");
    }

    template <class Number>
    void put(int at, Number number)
    {
        bytes.replace(static_cast<std::size_t>(at), sizeof(Number), test::little(number));
    }
};

Scan read(const NiftiFile& file, std::optional<Micrometres> voxel_size = std::nullopt)
{
    const test::TemporaryFolder folder;
    return read_scan(folder.write("scan.nii", file.bytes), voxel_size);
}

}  // namespace

TEST_CASE("A NIfTI file gives its values in the order stored, and the voxel size", "[imaging][nifti]")
{
    const Scan scan = read({});
    REQUIRE(scan.grey.size() == 24);
    CHECK(scan.grey[scan.grid.index({3, 2, 1})] == 23.0F);
    CHECK(scan.grid.spacing.value == Approx(20.0));
}

TEST_CASE("The rescale slope of a NIfTI file is applied, and a slope of 0 means none", "[imaging][nifti]")
{
    NiftiFile file;
    file.put(116, -100.0F);
    CHECK(read(file).grey[5] == 5.0F);
    file.put(112, 2.0F);
    CHECK(read(file).grey[5] == -90.0F);
}

TEST_CASE("Voxels that are no cubes keep their proportions", "[imaging][nifti]")
{
    NiftiFile file;
    file.put(88, 0.05F);
    const Scan scan = read(file);
    CHECK(scan.grid.spacing.value == Approx(20.0));
    CHECK(scan.stretch.x == Approx(1.0));
    CHECK(scan.stretch.z == Approx(2.5));
}

TEST_CASE("A unit of micrometres is understood, and without a unit a voxel size is needed", "[imaging][nifti]")
{
    NiftiFile file;
    for (const int at : {80, 84, 88}) file.put(at, 15.0F);
    file.put<std::int8_t>(123, 3);
    CHECK(read(file).grid.spacing.value == Approx(15.0));
    file.put<std::int8_t>(123, 0);
    CHECK_THROWS_WITH(read(file), Contains("does not say in which unit") && Contains("--voxel"));
    CHECK(read(file, Micrometres{12.0}).grid.spacing.value == 12.0);
}

TEST_CASE("Each fault of a NIfTI header is named", "[imaging][nifti]")
{
    NiftiFile file;
    std::string message;
    SECTION("two dimensions")
    {
        file.put<std::int16_t>(40, 2);
        message = "there are 2 dimensions; a scan has 3";
    }
    SECTION("a series in time")
    {
        file.put<std::int16_t>(40, 4);
        file.put<std::int16_t>(48, 5);
        message = "there are 4 dimensions; a scan has 3";
    }
    SECTION("a negative size")
    {
        file.put<std::int16_t>(42, -4);
        message = "the size is -4 x 3 x 2 voxels";
    }
    SECTION("colours")
    {
        file.put<std::int16_t>(70, 128);
        message = "datatype is 128; grey values are";
    }
    SECTION("a spacing of 0")
    {
        file.put(84, 0.0F);
        message = "lengths above 0 are needed";
    }
    SECTION("data within the header")
    {
        file.put(108, 10.0F);
        message = "data begin at byte 10; expected 352 or more";
    }
    SECTION("NIfTI-2")
    {
        file.put<std::int32_t>(0, 540);
        message = "this is NIfTI-2; save the scan as NIfTI-1";
    }
    SECTION("header and image apart")
    {
        file.bytes.replace(344, 3, "ni1");
        message = "save the scan as one .nii";
    }
    SECTION("another file")
    {
        file.put<std::int32_t>(0, 1);
        message = "this is not a NIfTI file";
    }
    SECTION("an empty file")
    {
        file.bytes.clear();
        message = "found 0 bytes, its header alone has 348";
    }
    CHECK_THROWS_AS(read(file), InputError);
    CHECK_THROWS_WITH(read(file), Contains(message));
}

TEST_CASE("A NIfTI file that is cut short or too long is refused", "[imaging][nifti]")
{
    NiftiFile file;
    file.bytes.resize(360);
    CHECK_THROWS_AS(read(file), FileError);
    CHECK_THROWS_WITH(read(file), Contains("found 360 bytes of data, expected 376") && Contains("cut short"));
    file.bytes.resize(400);
    CHECK_THROWS_WITH(read(file), Contains("too long"));
}
