#include "tiff_file.hpp"

#include "imaging/scan.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>

using namespace trabecula;

TEST_CASE("A build without VTK says how to get TIFF", "[imaging]")
{
    const test::TemporaryFolder folder;
    const auto path = folder.write("scan.tif", test::tiff({{3, 2, 1}, {3, 2, 1}}));
    CHECK_THROWS_AS(read_scan(path, Micrometres{20.0}), InputError);
    CHECK_THROWS_WITH(read_scan(path, Micrometres{20.0}),
                      Catch::Contains("libvtk9-dev") && Catch::Contains("-DWITH_VTK=ON"));
}
