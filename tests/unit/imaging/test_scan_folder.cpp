#include "dicom_file.hpp"
#include "tiff_file.hpp"

#include "imaging/scan_folder.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>

using namespace trabecula;
using Catch::Contains;

TEST_CASE("The files of a folder are a series in order of their numbers", "[imaging][folder]")
{
    const test::TemporaryFolder folder;
    for (const char* const name : {"slice_10.tif", "slice_9.tif", "slice_11.TIFF"}) folder.write(name, "");
    folder.write(".hidden", "");
    folder.write("scan.log", "");
    const ScanFolder found = look_into(folder.path());
    CHECK(found.kind == ScanFolder::Kind::tiff);
    REQUIRE(found.files.size() == 3);
    CHECK(found.files[0].filename() == "slice_9.tif");
    CHECK(found.files[2].filename() == "slice_11.TIFF");
    CHECK(names_a_scan(folder.path()));
}

TEST_CASE("A folder whose slices are not of one scan is refused with what it holds", "[imaging][folder]")
{
    const test::TemporaryFolder folder;
    folder.write("slice_1.tif", "");
    std::string message;
    SECTION("both kinds")
    {
        folder.write("slice_2.dcm", "");
        message = "1 TIFF files, 1 DICOM files and 0 others";
    }
    SECTION("others among them")
    {
        folder.write("photo.jpg", "");
        message = "1 TIFF files, 0 DICOM files and 1 others (photo.jpg)";
    }
    SECTION("a number missing")
    {
        folder.write("slice_3.tif", "");
        message = "slice_3.tif: slices are missing between this one and slice_1.tif";
    }
    SECTION("another name")
    {
        folder.write("spr_2.tif", "");
        message = "the name does not go on from that of slice_1.tif";
    }
    CHECK_THROWS_AS(look_into(folder.path()), InputError);
    CHECK_THROWS_WITH(look_into(folder.path()), Contains(message));
}

TEST_CASE("DICOM files are known by what is in them", "[imaging][folder]")
{
    const test::TemporaryFolder folder;
    folder.write("I0001", test::DicomFile{}.bytes());
    CHECK(look_into(folder.path()).kind == ScanFolder::Kind::dicom);
}
