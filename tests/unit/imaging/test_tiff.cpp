#include "tiff_file.hpp"

#include "imaging/scan.hpp"
#include "imaging/tiff_header.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>

using namespace trabecula;
using Catch::Contains;
using test::TiffPage;

namespace {

TiffHeader header_of(const std::string& bytes)
{
    const test::TemporaryFolder folder;
    return read_tiff_header(folder.write("scan.tif", bytes));
}

}  // namespace

TEST_CASE("The directories of a TIFF give the size and number of pages", "[imaging][tiff]")
{
    const TiffHeader header = header_of(test::tiff({{3, 2, 1}, {3, 2, 7}}));
    CHECK(header.width == 3);
    CHECK(header.height == 2);
    CHECK(header.pages == 2);
    CHECK(header.bits == 8);
}

TEST_CASE("A TIFF stack needs a voxel size, and more than one page", "[imaging][tiff]")
{
    const test::TemporaryFolder folder;
    CHECK_THROWS_WITH(read_scan(folder.write("a.tif", test::tiff({{3, 2, 1}, {3, 2, 7}}))),
                      Contains("TIFF gives no voxel size that can be trusted") && Contains("--voxel"));
    CHECK_THROWS_WITH(read_scan(folder.write("b.tif", test::tiff({{3, 2, 1}})), Micrometres{20.0}),
                      Contains("name the folder of the series"));
}

TEST_CASE("Pages that are no slices of one grey scan are refused", "[imaging][tiff]")
{
    TiffPage page;
    std::string message;
    SECTION("of another size")
    {
        page.width = 4;
        message = "page 2 has 4 x 2 pixels of 8 bits, page 1 has 3 x 2 of 8";
    }
    SECTION("in colour")
    {
        page.samples = 3;
        message = "page 2 has 3 values per pixel";
    }
    SECTION("with a palette")
    {
        page.photometric = 3;
        message = "page 2 is a colour image";
    }
    SECTION("of 12 bits")
    {
        page.bits = 12;
        message = "page 2 has 12 bits per pixel; 8, 16, 32 or 64";
    }
    SECTION("without pixels")
    {
        page.width = 0;
        message = "page 2 has 0 x 2 pixels";
    }
    CHECK_THROWS_AS(header_of(test::tiff({{}, page})), InputError);
    CHECK_THROWS_WITH(header_of(test::tiff({{}, page})), Contains(message));
}

TEST_CASE("A TIFF with too few data, or pages in a circle, is refused", "[imaging][tiff]")
{
    TiffPage page;
    page.missing_bytes = 2;
    CHECK_THROWS_WITH(header_of(test::tiff({page, page})), Contains("page 1 has 4 bytes of data, expected 6"));
    CHECK_THROWS_WITH(header_of(test::tiff({{}}, 14)), Contains("runs in a circle"));
    CHECK_THROWS_WITH(header_of("PNG"), Contains("this is not a TIFF file"));
    CHECK_THROWS_WITH(header_of("IIxx0000"), Contains("this is not a TIFF file"));
}

TEST_CASE("A TIFF cut short anywhere is refused, never read", "[imaging][tiff]")
{
    const std::string whole = test::tiff({{3, 2, 1}, {3, 2, 7}});
    for (std::size_t length = 0; length < whole.size(); ++length) CHECK_THROWS(header_of(whole.substr(0, length)));
}
