#include "metaimage_file.hpp"

#include "imaging/metaimage.hpp"
#include "imaging/scan.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace trabecula;
using Catch::Contains;
using test::HeaderLines;

namespace {

const test::TemporaryFolder& folder()
{
    static const test::TemporaryFolder only;
    return only;
}

std::filesystem::path write(const HeaderLines& header, int bytes = 24)
{
    return folder().write("scan.mha", header.text() + test::counted_bytes(bytes));
}

}  // namespace

TEST_CASE("A MetaImage header gives size, voxel, type and place of the data", "[imaging]")
{
    const auto path = write({});
    const StoredVolume header = read_metaimage_header(path, std::nullopt);
    CHECK(header.size == Voxel{4, 3, 2});
    CHECK(header.edges_um.x == Approx(20.0));
    CHECK(header.type == ValueType::uint8);
    CHECK(header.data_file == path);
    CHECK(header.data_offset == HeaderLines{}.text().size());
    CHECK(header.packing == Packing::none);
    CHECK_NOTHROW(refuse_unless_complete(header));
}

TEST_CASE("A voxel size from the user takes precedence over the file's", "[imaging]")
{
    const std::string spacing = GENERATE("", "ElementSpacing = 1 1 1", "ElementSpacing = 1 1 2", "ElementSpacing = x");
    HeaderLines header;
    header.spacing = spacing;
    CHECK(read_metaimage_header(write(header), Micrometres{19.5}).edges_um.z == 19.5);
}

TEST_CASE("Spacings that differ by less than 0.1 % are one spacing", "[imaging]")
{
    HeaderLines header;
    header.spacing = "ElementSpacing = 0.0195 0.0195001 0.0194999";
    const Scan scan = read_scan(write(header));
    CHECK(scan.grid.spacing.value == Approx(19.5));
    CHECK(scan.stretch.y == 1.0);
}

TEST_CASE("A path that is no scan is refused", "[imaging]")
{
    CHECK_THROWS_WITH(read_scan("no/such/scan.mha"), Contains("no/such/scan.mha: there is no such file"));
    CHECK_THROWS_WITH(read_scan("scan.bmp"), Contains("\".bmp\"") && Contains(".mha (MetaImage") && Contains(".mhd"));
    CHECK_THROWS_WITH(read_scan("scan"), Contains("not the extension of a scan"));
    const auto directory = write({}).parent_path() / "folder.mha";
    std::filesystem::create_directory(directory);
    CHECK_THROWS_WITH(read_scan(directory), Contains("holds 0 TIFF files, 0 DICOM files and 0 others"));
    CHECK_THROWS_WITH(read_scan(write({}), Micrometres{0.0}), Contains("a voxel size of 0 um is not a length above 0"));
}

TEST_CASE("Each fault of a header is named with its line, what was found and what is needed", "[imaging]")
{
    HeaderLines header;
    std::string message;
    const auto fault = [&](std::string HeaderLines::*line, std::string text, std::string expected) {
        header.*line = std::move(text);
        message = std::move(expected);
    };
    SECTION("two dimensions")
    {
        fault(&HeaderLines::rank, "NDims = 2", "scan.mha:2:1: NDims is 2; a scan has 3 dimensions");
    }
    SECTION("no dimensions")
    {
        fault(&HeaderLines::dimensions, "", "DimSize is missing");
    }
    SECTION("a negative dimension")
    {
        fault(&HeaderLines::dimensions, "DimSize = 4 -3 2", "scan.mha:3:1: DimSize is \"4 -3 2\"");
    }
    SECTION("a broken dimension")
    {
        fault(&HeaderLines::dimensions, "DimSize = 4 3.5 2", "three whole numbers above 0");
    }
    SECTION("two of three dimensions")
    {
        fault(&HeaderLines::dimensions, "DimSize = 4 3", "three whole numbers above 0");
    }
    SECTION("too many voxels")
    {
        fault(&HeaderLines::dimensions, "DimSize = 9999 9999 9999", "at most 4294967295");
    }
    SECTION("no spacing")
    {
        fault(&HeaderLines::spacing, "", "ElementSpacing is missing; give the voxel size yourself");
    }
    SECTION("a spacing of 0")
    {
        fault(&HeaderLines::spacing, "ElementSpacing = 0 0 0", "three lengths above 0 in mm");
    }
    SECTION("colours")
    {
        fault(&HeaderLines::more, "ElementNumberOfChannels = 3", "one grey value per voxel");
    }
    SECTION("text")
    {
        fault(&HeaderLines::binary, "BinaryData = False", "BinaryData is False; write the values in binary");
    }
    SECTION("a strange type")
    {
        fault(&HeaderLines::type, "ElementType = MET_STRING",
              "ElementType is MET_STRING; grey values are one of MET_CHAR, MET_UCHAR");
    }
    SECTION("no type")
    {
        fault(&HeaderLines::type, "", "ElementType is missing");
    }
    SECTION("a list of slices")
    {
        fault(&HeaderLines::data, "ElementDataFile = LIST", "LOCAL or one file is needed");
    }
    SECTION("a pattern of slices")
    {
        fault(&HeaderLines::data, "ElementDataFile = s%03d.raw 1 2 1", "LOCAL or one file is needed");
    }
    SECTION("data after a gap")
    {
        fault(&HeaderLines::more, "HeaderSize = 100", "data must begin at once");
    }
    CHECK_THROWS_AS(read_metaimage_header(write(header), std::nullopt), InputError);
    CHECK_THROWS_WITH(read_metaimage_header(write(header), std::nullopt), Contains(message));
}

TEST_CASE("All faults of a header are told at once", "[imaging]")
{
    HeaderLines header;
    header.rank = "NDims = 4";
    header.spacing = "";
    header.type = "ElementType = MET_OTHER";
    CHECK_THROWS_WITH(read_metaimage_header(write(header), std::nullopt),
                      Contains("NDims is 4") && Contains("ElementSpacing is missing") && Contains("MET_OTHER"));
}

TEST_CASE("A file that is no MetaImage is refused", "[imaging]")
{
    const std::string content = GENERATE(std::string(), std::string("PNG\1\2\3"), std::string(100000, 'x'),
                                         std::string("NDims = 3\nDimSize = 1 1 1\n"), std::string(1000, '\n'));
    CHECK_THROWS_WITH(read_metaimage_header(folder().write("odd.mha", content), std::nullopt),
                      Contains("this is not a MetaImage"));
}

TEST_CASE("Data of the wrong length are refused with what was found and expected", "[imaging]")
{
    HeaderLines header;
    SECTION("cut short")
    {
        const auto read = read_metaimage_header(write(header, 20), std::nullopt);
        CHECK_THROWS_AS(refuse_unless_complete(read), FileError);
        CHECK_THROWS_WITH(refuse_unless_complete(read),
                          Contains("found 20 bytes of data, expected 24 for 4 x 3 x 2 voxels in "
                                   "unsigned 8-bit integers") &&
                              Contains("cut short"));
    }
    SECTION("too long")
    {
        const auto read = read_metaimage_header(write(header, 48), std::nullopt);
        CHECK_THROWS_WITH(refuse_unless_complete(read),
                          Contains("found 48 bytes of data, expected 24") && Contains("too long"));
    }
    SECTION("of another type than written")
    {
        header.type = "ElementType = MET_SHORT";
        const auto read = read_metaimage_header(write(header, 24), std::nullopt);
        CHECK_THROWS_WITH(refuse_unless_complete(read), Contains("found 24 bytes of data, expected 48"));
    }
    SECTION("in a file that is missing")
    {
        header.data = "ElementDataFile = lost.raw";
        const auto read = read_metaimage_header(write(header, 0), std::nullopt);
        CHECK_THROWS_WITH(refuse_unless_complete(read),
                          Contains("lost.raw: the data file that the header names cannot be read"));
    }
    SECTION("compressed, and cut short")
    {
        header.more = "CompressedData = True\nCompressedDataSize = 30";
        const auto read = read_metaimage_header(write(header, 24), std::nullopt);
        CHECK_THROWS_WITH(refuse_unless_complete(read), Contains("found 24 bytes of data, expected 30"));
    }
    SECTION("compressed to less than can be")
    {
        header.more = "CompressedData = True\nCompressedDataSize = 24";
        header.dimensions = "DimSize = 1500 1500 1500";
        const auto read = read_metaimage_header(write(header, 24), std::nullopt);
        CHECK_THROWS_WITH(refuse_unless_complete(read),
                          Contains("24 compressed bytes cannot hold the 3375000000 bytes"));
    }
}
