#include "metaimage_file.hpp"

#include "imaging/scan.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>

using namespace trabecula;

TEST_CASE("A build without scan import says how to get one", "[imaging]")
{
    const test::TemporaryFolder folder;
    const auto path = folder.write("scan.mha", test::HeaderLines{}.text() + test::counted_bytes(24));
    CHECK_THROWS_AS(read_scan(path), InputError);
    CHECK_THROWS_WITH(read_scan(path), Catch::Contains("libvtk9-dev") && Catch::Contains("-DWITH_VTK=ON"));
}
