#include "temporary_folder.hpp"

#include "imaging/nrrd.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>

using namespace trabecula;
using Catch::Contains;

namespace {

/// What an NRRD header of 4 x 3 x 2 voxels says; empty lines are left out.
struct NrrdLines {
    std::string type = "type: uint8";
    std::string dimension = "dimension: 3";
    std::string sizes = "sizes: 4 3 2";
    std::string spacing = "spacings: 0.02 0.02 0.02";
    std::string encoding = "encoding: raw";
    std::string more{};
    std::string more_still{};

    std::string text() const
    {
        std::string all = "NRRD0004\n# a comment\n";
        for (const std::string& line : {type, dimension, sizes, spacing, encoding, more, more_still})
            if (!line.empty()) all += line + "\n";
        return all + "\n";
    }
};

std::filesystem::path write(const NrrdLines& lines, int bytes = 24)
{
    static const test::TemporaryFolder folder;
    return folder.write("scan.nrrd", lines.text() + test::counted_bytes(bytes));
}

}  // namespace

TEST_CASE("An NRRD file gives its values, x fastest, and the voxel size in mm", "[imaging][nrrd]")
{
    const Scan scan = read_scan(write({}));
    REQUIRE(scan.grey.size() == 24);
    CHECK(scan.grey[scan.grid.index({3, 2, 1})] == 23.0F);
    CHECK(scan.grid.spacing.value == Approx(20.0));
}

TEST_CASE("The voxel size of an NRRD file is the length of its space directions, in its own unit", "[imaging][nrrd]")
{
    NrrdLines lines;
    lines.spacing = "space directions: (0,-30,0) (0,0,30) (18,24,0)";
    lines.more = "space units: \"microns\" \"microns\" \"microns\"";
    CHECK(read_scan(write(lines)).grid.spacing.value == Approx(30.0));
}

TEST_CASE("Values of two bytes are read in the order that an NRRD header names", "[imaging][nrrd]")
{
    NrrdLines lines;
    lines.type = "type: unsigned short";
    lines.sizes = "sizes: 2 3 2";
    lines.more = GENERATE("endian: big", "endian: little");
    const float expected = lines.more == "endian: big" ? 1.0F : 256.0F;
    CHECK(read_scan(write(lines)).grey.front() == expected);
}

TEST_CASE("Each fault of an NRRD header is named with its line", "[imaging][nrrd]")
{
    NrrdLines lines;
    std::string message;
    const auto fault = [&](std::string NrrdLines::*line, std::string text, std::string expected) {
        lines.*line = std::move(text);
        message = std::move(expected);
    };
    SECTION("colours")
    {
        fault(&NrrdLines::dimension, "dimension: 4", "scan.nrrd:4:1: dimension is \"4\"; a scan has 3");
    }
    SECTION("a broken size")
    {
        fault(&NrrdLines::sizes, "sizes: 4 3.5 2", "the size is 4 x 3.5 x 2 voxels");
    }
    SECTION("two sizes")
    {
        fault(&NrrdLines::sizes, "sizes: 4 3", "three whole numbers above 0");
    }
    SECTION("no spacing")
    {
        fault(&NrrdLines::spacing, "", "neither spacings nor space directions; give the voxel size yourself");
    }
    SECTION("a spacing that is none")
    {
        fault(&NrrdLines::spacing, "spacings: nan nan nan", "give the voxel size yourself");
    }
    SECTION("an unknown unit")
    {
        fault(&NrrdLines::more, "units: \"parsec\" \"parsec\" \"parsec\"", "one unit of length for all axes");
    }
    SECTION("an unknown type")
    {
        fault(&NrrdLines::type, "type: block", "type is \"block\"; grey values are");
    }
    SECTION("no byte order")
    {
        fault(&NrrdLines::type, "type: short", "endian is missing");
    }
    SECTION("text")
    {
        fault(&NrrdLines::encoding, "encoding: ascii", "encoding is \"ascii\"; raw and gzip");
    }
    SECTION("a gap before the data")
    {
        fault(&NrrdLines::more, "byte skip: 8", "byte skip is 8; data must begin at once");
    }
    SECTION("a list of slices")
    {
        fault(&NrrdLines::more, "data file: LIST", "one file is needed");
    }
    CHECK_THROWS_AS(read_scan(write(lines)), InputError);
    CHECK_THROWS_WITH(read_scan(write(lines)), Contains(message));
}

TEST_CASE("An NRRD file that is cut short or too long, or is none, is refused", "[imaging][nrrd]")
{
    CHECK_THROWS_AS(read_scan(write({}, 10)), FileError);
    CHECK_THROWS_WITH(read_scan(write({}, 10)), Contains("found 10 bytes of data, expected 24"));
    CHECK_THROWS_WITH(read_scan(write({}, 30)), Contains("too long"));
    const test::TemporaryFolder folder;
    CHECK_THROWS_WITH(read_scan(folder.write("odd.nrrd", "PNG")), Contains("this is not an NRRD file"));
    CHECK_THROWS_WITH(read_scan(folder.write("odd.nrrd", "NRRD0004\ntype: uint8")), Contains("has no end"));
}

TEST_CASE("Compressed NRRD data that are damaged, or too few to hold the values, are refused", "[imaging][nrrd]")
{
    NrrdLines lines;
    lines.encoding = "encoding: gzip";
    CHECK_THROWS_AS(read_scan(write(lines)), FileError);
    CHECK_THROWS_WITH(read_scan(write(lines)), Contains("the compressed data are damaged"));
    lines.sizes = "sizes: 1500 1500 1500";
    CHECK_THROWS_WITH(read_scan(write(lines)), Contains("24 compressed bytes cannot hold the 3375000000 bytes"));
}
