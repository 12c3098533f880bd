#include "tiff_file.hpp"

#include "imaging/scan.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>

using namespace trabecula;
using Catch::Contains;

namespace {

const Micrometres voxel{20.0};

std::string vti(const std::string& extent, const std::string& values, const std::string& array = "PointData")
{
    return "<?xml version=\"1.0\"?>\n<VTKFile type=\"ImageData\" version=\"0.1\" byte_order=\"LittleEndian\">\n"
           "<ImageData WholeExtent=\"" +
           extent + "\" Origin=\"0 0 0\" Spacing=\"0.02 0.02 0.02\"><Piece Extent=\"" + extent + "\"><" + array +
           " Scalars=\"g\"><DataArray type=\"UInt8\" Name=\"g\" format=\"ascii\">" + values + "</DataArray></" + array +
           "></Piece></ImageData></VTKFile>\n";
}

}  // namespace

TEST_CASE("Pages of a TIFF stack are slices along z, rows run along y", "[imaging][tiff]")
{
    const test::TemporaryFolder folder;
    const Scan scan = read_scan(folder.write("scan.tif", test::tiff({{3, 2, 1}, {3, 2, 7}})), voxel);
    REQUIRE(scan.grid == Grid{3, 2, 2, voxel});
    for (std::size_t i = 0; i < 12; ++i) CHECK(scan.grey[i] == static_cast<float>(i + 1));
}

TEST_CASE("A TIFF series is read in order of the numbers in its names", "[imaging][tiff]")
{
    const test::TemporaryFolder folder;
    folder.write("s9.tif", test::tiff({{3, 2, 1}}));
    folder.write("s10.tif", test::tiff({{3, 2, 7}}));
    folder.write("s.log", "voxel 20 um");
    const Scan scan = read_scan(folder.path(), voxel);
    REQUIRE(scan.grid == Grid{3, 2, 2, voxel});
    CHECK(scan.grey[0] == 1.0F);
    CHECK(scan.grey[6] == 7.0F);
    folder.write("s11.tif", test::tiff({{3, 3, 1}}));
    CHECK_THROWS_WITH(read_scan(folder.path(), voxel), Contains("s11.tif: 3 x 3 pixels of 8 bits, but s9.tif has"));
}

TEST_CASE("VTI is read from point data, or else from cell data", "[imaging][vti]")
{
    const test::TemporaryFolder folder;
    const Scan points = read_scan(folder.write("p.vti", vti("0 1 0 0 0 2", "1 2 3 4 5 6")));
    CHECK(points.grid.nx == 2);
    CHECK(points.grid.ny == 1);
    CHECK(points.grid.nz == 3);
    CHECK(points.grey.back() == 6.0F);
    CHECK(points.grid.spacing.value == Approx(20.0));
    const Scan cells = read_scan(folder.write("c.vti", vti("0 2 0 1 0 3", "1 2 3 4 5 6", "CellData")));
    CHECK(cells.grid.nx == 2);
    CHECK(cells.grid.ny == 1);
    CHECK(cells.grid.nz == 3);
}

TEST_CASE("A VTI file that is none, too short for its extent, or damaged is refused", "[imaging][vti]")
{
    const test::TemporaryFolder folder;
    CHECK_THROWS_WITH(read_scan(folder.write("a.vti", "<svg/>")), Contains("this is not a VTI file"));
    CHECK_THROWS_WITH(read_scan(folder.write("b.vti", vti("0 1 0 -5 0 2", "1"))), Contains("the size is"));
    CHECK_THROWS_WITH(read_scan(folder.write("c.vti", vti("0 999 0 999 0 999", "1"))), Contains("cannot hold"));
    const std::string whole = vti("0 1 0 0 0 2", "1 2 3 4 5 6");
    CHECK_THROWS_AS(read_scan(folder.write("d.vti", whole.substr(0, whole.size() - 60))), FileError);
}

TEST_CASE("A TIFF on which a library of VTK crashes is refused, and the program goes on", "[imaging][tiff]")
{
    std::string damaged = test::tiff({{3, 2, 1}, {3, 2, 7}});
    const std::string bits_per_sample = test::little<std::uint16_t>(258) + test::little<std::uint16_t>(4);
    const std::size_t of_page_2 = damaged.rfind(bits_per_sample);
    REQUIRE(of_page_2 != std::string::npos);
    damaged[of_page_2 + 3] = 0x10;  // a type that there is not; libtiff 4.5 then divides by 0
    const test::TemporaryFolder folder;
    CHECK_THROWS_AS(read_scan(folder.write("scan.tif", damaged), voxel), FileError);
}
