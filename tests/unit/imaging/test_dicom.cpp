#include "dicom_file.hpp"

#include "imaging/dicom.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>

using namespace trabecula;
using Catch::Contains;
using test::DicomFile;

namespace {

DicomSlice read(const DicomFile& file)
{
    const test::TemporaryFolder folder;
    return read_dicom_slice(folder.write("slice.dcm", file.bytes()));
}

/// A slice at a height, whose values begin with `first`.
DicomFile slice_at(const std::string& z, char first)
{
    DicomFile file;
    file.position = "0\\0\\" + z;
    file.pixels[0] = first;
    return file;
}

}  // namespace

TEST_CASE("A DICOM slice is read row by row, with or without value representations", "[imaging][dicom]")
{
    DicomFile file;
    file.syntax = GENERATE("1.2.840.10008.1.2.1", "1.2.840.10008.1.2");
    const DicomSlice slice = read(file);
    CHECK(slice.columns == 3);
    CHECK(slice.rows == 2);
    CHECK(slice.grey == std::vector<float>{1.0F, 2.0F, 3.0F, 4.0F, 5.0F, 6.0F});
    CHECK(slice.column_mm == Approx(0.02));
}

TEST_CASE("Slope and intercept of a DICOM slice are applied", "[imaging][dicom]")
{
    DicomFile file;
    file.slope = "2.5";
    file.intercept = "-1000 ";
    CHECK(read(file).grey[1] == -995.0F);
}

TEST_CASE("Bits above the stored ones are left out, and the highest stored one is the sign", "[imaging][dicom]")
{
    DicomFile file;
    file.bits_stored = 12;
    file.pixels.replace(0, 4, std::string("\xFF\x0F\x05\xF0", 4));
    CHECK(read(file).grey[0] == -1.0F);
    CHECK(read(file).grey[1] == 5.0F);
    file.is_signed = 0;
    CHECK(read(file).grey[0] == 4095.0F);
}

TEST_CASE("What stands in a sequence of undefined length is not the slice's own", "[imaging][dicom]")
{
    DicomFile file;
    const std::string undefined(4, '\xFF');
    file.sequence = test::little(std::uint32_t{0x11400008}) + "SQ" + std::string(2, '\0') + undefined +
                    test::little(std::uint32_t{0xE000FFFE}) + undefined + file.element(0x00280010, "US", "\7\0") +
                    test::little(std::uint32_t{0xE00DFFFE}) + std::string(4, '\0') +
                    test::little(std::uint32_t{0xE0DDFFFE}) + std::string(4, '\0');
    CHECK(read(file).rows == 2);
    file.sequence.resize(file.sequence.size() - 8);
    CHECK_THROWS_AS(read(file), FileError);
}

TEST_CASE("Slices come in order of their positions, not of their names", "[imaging][dicom]")
{
    const test::TemporaryFolder folder;
    folder.write("a.dcm", slice_at("0.04", 30).bytes());
    folder.write("b.dcm", slice_at("0", 10).bytes());
    folder.write("c", slice_at("0.02", 20).bytes());
    const Scan scan = read_scan(folder.path());
    CHECK(scan.grid == Grid{3, 2, 3, scan.grid.spacing});
    CHECK(scan.grid.spacing.value == Approx(20.0));
    CHECK(scan.grey[0] == 10.0F);
    CHECK(scan.grey[6] == 20.0F);
    CHECK(scan.grey[12] == 30.0F);
}

TEST_CASE("The distance of slices is the voxel's height, whatever the spacing within them", "[imaging][dicom]")
{
    const test::TemporaryFolder folder;
    folder.write("a.dcm", slice_at("0", 1).bytes());
    folder.write("b.dcm", slice_at("0.05", 2).bytes());
    CHECK(read_scan(folder.path()).stretch.z == Approx(2.5));
}

TEST_CASE("A series with a gap, a double slice, or slices of two kinds is refused", "[imaging][dicom]")
{
    const test::TemporaryFolder folder;
    folder.write("a.dcm", slice_at("0", 1).bytes());
    folder.write("b.dcm", slice_at("0.02", 2).bytes());
    DicomFile last = slice_at("0.04", 3);
    std::string message;
    SECTION("a gap")
    {
        last.position = "0\\0\\0.06";
        message = "c.dcm: this slice lies 0.04 mm behind b.dcm, but most lie 0.02 mm apart";
    }
    SECTION("the same place twice")
    {
        last.position = "0\\0\\0.02";
        message = "one is missing or there twice";
    }
    SECTION("another series")
    {
        last.series = "1.2.4";
        message = "c.dcm: another series (SeriesInstanceUID) than in a.dcm";
    }
    SECTION("another direction")
    {
        last.orientation = "0\\1\\0\\-1\\0\\0";
        message = "another ImageOrientationPatient";
    }
    SECTION("another spacing")
    {
        last.spacing = "0.03\\0.03";
        message = "another PixelSpacing";
    }
    folder.write("c.dcm", last.bytes());
    CHECK_THROWS_AS(read_scan(folder.path()), InputError);
    CHECK_THROWS_WITH(read_scan(folder.path()), Contains(message));
}

TEST_CASE("Each fault of a DICOM slice is named", "[imaging][dicom]")
{
    DicomFile file;
    std::string message;
    SECTION("compressed")
    {
        file.syntax = "1.2.840.10008.1.2.4.90";
        message = "1.2.840.10008.1.2.4.90 (JPEG 2000 lossless)";
    }
    SECTION("big endian")
    {
        file.syntax = "1.2.840.10008.1.2.2";
        message = "(big endian)";
    }
    SECTION("several frames")
    {
        file.frames = "64";
        message = "multi-frame file of 64 frames";
    }
    SECTION("colours")
    {
        file.samples = 3;
        file.photometric = "RGB";
        message = "PhotometricInterpretation is RGB";
    }
    SECTION("no place")
    {
        file.position = "";
        message = "ImagePositionPatient and ImageOrientationPatient are needed";
    }
    SECTION("a skew place")
    {
        file.orientation = "1\\0\\0\\1\\0\\0";
        message = "not two unit vectors at right angles";
    }
    SECTION("too few pixels")
    {
        file.pixels.resize(8);
        message = "found 8 bytes of pixel data, expected 12 for 3 columns and 2 rows of 16-bit integers";
    }
    CHECK_THROWS_AS(read(file), InputError);
    CHECK_THROWS_WITH(read(file), Contains(message));
}

TEST_CASE("A DICOM file cut short anywhere is refused, never read", "[imaging][dicom]")
{
    const std::string whole = DicomFile{}.bytes();
    const test::TemporaryFolder folder;
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const auto path = folder.write("slice.dcm", whole.substr(0, length));
        CHECK_THROWS(read_dicom_slice(path));
    }
}
