#include "temporary_folder.hpp"

#include "imaging/isq.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>

using namespace trabecula;
using Catch::Contains;

namespace {

/// An ISQ file of 4 x 3 x 2 voxels of 20 um, with one further block of header, whose header can be spoilt.
struct IsqFile {
    std::string bytes = std::string(1024, '\0');

    IsqFile()
    {
        bytes.replace(0, 16, "CTDATA-HEADER_V1");
        for (const auto& [at, value] : {std::pair(44, 4), std::pair(48, 3), std::pair(52, 2), std::pair(56, 80),
                                        std::pair(60, 60), std::pair(64, 40), std::pair(88, 4096), std::pair(508, 1)})
            put(at, value);
        for (int i = 0; i < 24; ++i) bytes += test::little(static_cast<std::int16_t>(i - 10));
    }

    void put(int at, int number) { bytes.replace(static_cast<std::size_t>(at), 4, test::little(std::int32_t{number})); }
};

Scan read(const IsqFile& file, const std::string& name = "scan.isq")
{
    const test::TemporaryFolder folder;
    return read_scan(folder.write(name, file.bytes));
}

}  // namespace

TEST_CASE("An ISQ file gives signed values, its voxel size, and the scaling to attenuation", "[imaging][isq]")
{
    const Scan scan = read({}, GENERATE("scan.isq", "SCAN.ISQ", "C0001.ISQ;1"));
    REQUIRE(scan.grey.size() == 24);
    CHECK(scan.grey.front() == -10.0F);
    CHECK(scan.grey[scan.grid.index({3, 2, 1})] == 13.0F);
    CHECK(scan.grid.spacing.value == Approx(20.0));
    REQUIRE(scan.facts.size() == 1);
    CHECK(scan.facts[0].second == "4096");
}

TEST_CASE("An ISQ file may be filled up to a whole block", "[imaging][isq]")
{
    IsqFile file;
    file.bytes.resize(1536);
    CHECK(read(file).grey.size() == 24);
    file.bytes.resize(2048);
    CHECK_THROWS_WITH(read(file), Contains("too long"));
}

TEST_CASE("Each fault of an ISQ header is named", "[imaging][isq]")
{
    IsqFile file;
    std::string message;
    SECTION("another file")
    {
        file.bytes.replace(0, 16, "AIMDATA_V030    ");
        message = "this is not a Scanco ISQ file";
    }
    SECTION("less than a block")
    {
        file.bytes.resize(100);
        message = "this is not a Scanco ISQ file";
    }
    SECTION("a size of 0")
    {
        file.put(48, 0);
        message = "the size is 4 x 0 x 2 voxels";
    }
    SECTION("an absurd size")
    {
        for (const int at : {44, 48, 52}) file.put(at, 999999);
        message = "at most 4294967295";
    }
    SECTION("no length")
    {
        file.put(64, 0);
        message = "lengths above 0 are needed: give the voxel size yourself";
    }
    SECTION("a negative number of blocks")
    {
        file.put(508, -2);
        message = "-2 blocks of it follow";
    }
    CHECK_THROWS_AS(read(file), InputError);
    CHECK_THROWS_WITH(read(file), Contains(message));
}

TEST_CASE("An ISQ file that is cut short is refused", "[imaging][isq]")
{
    IsqFile file;
    file.bytes.resize(1060);
    CHECK_THROWS_AS(read(file), FileError);
    CHECK_THROWS_WITH(read(file), Contains("found 36 bytes of data, expected 48 for 4 x 3 x 2 voxels in 16-bit"));
    file.bytes.resize(600);
    CHECK_THROWS_WITH(read(file), Contains("found 0 bytes of data"));
}

TEST_CASE("An AIM file is refused with what to export instead", "[imaging][isq]")
{
    CHECK_THROWS_AS(read({}, "scan.aim"), InputError);
    CHECK_THROWS_WITH(read({}, "scan.AIM;2"), Contains("AIM cannot be read") && Contains("export the scan as ISQ"));
}
