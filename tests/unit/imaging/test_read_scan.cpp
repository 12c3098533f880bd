#include "../lattice/reference_data.hpp"
#include "metaimage_file.hpp"

#include "imaging/scan.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <iostream>
#include <numeric>
#include <sstream>

using namespace trabecula;
using Catch::Contains;
using test::HeaderLines;

namespace {

double sum(const Scan& scan)
{
    return std::accumulate(scan.grey.begin(), scan.grey.end(), 0.0);
}

float at(const Scan& scan, int z, int y, int x)
{
    return scan.grey[scan.grid.index({x, y, z})];
}

/// What is written to standard error while it lives.
class StandardError {
  public:
    StandardError() : before_(std::cerr.rdbuf(text_.rdbuf())) {}
    ~StandardError() { std::cerr.rdbuf(before_); }
    StandardError(const StandardError&) = delete;
    StandardError& operator=(const StandardError&) = delete;
    std::string text() const { return text_.str(); }

  private:
    std::ostringstream text_;
    std::streambuf* before_;
};

template <class Stored>
std::string bytes_of(const std::vector<Stored>& values)
{
    return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(Stored)};
}

}  // namespace

TEST_CASE("Grey values come in the order of the file, x fastest", "[imaging]")
{
    const test::TemporaryFolder folder;
    HeaderLines header;
    SECTION("in one file")
    {
        const Scan scan = read_scan(folder.write("scan.MHA", header.text() + test::counted_bytes(24)));
        REQUIRE(scan.grey.size() == 24);
        for (std::size_t i = 0; i < 24; ++i) CHECK(scan.grey[i] == static_cast<float>(i));
        CHECK(at(scan, 1, 2, 3) == 23.0F);
        CHECK(scan.grid.spacing.value == Approx(20.0));
    }
    SECTION("in header and data")
    {
        header.data = "ElementDataFile = data.raw";
        folder.write("data.raw", test::counted_bytes(24));
        CHECK(at(read_scan(folder.write("scan.mhd", header.text())), 1, 0, 2) == 14.0F);
    }
}

TEST_CASE("Every type of grey value is read, signed ones too", "[imaging]")
{
    const test::TemporaryFolder folder;
    HeaderLines header;
    header.dimensions = "DimSize = 2 1 1";
    const auto read = [&](const std::string& type, const std::string& bytes) {
        header.type = "ElementType = " + type;
        return read_scan(folder.write("scan.mha", header.text() + bytes)).grey;
    };
    using Grey = std::vector<float>;
    CHECK(read("MET_CHAR", bytes_of<std::int8_t>({-100, 7})) == Grey{-100.0F, 7.0F});
    CHECK(read("MET_UCHAR", bytes_of<std::uint8_t>({200, 7})) == Grey{200.0F, 7.0F});
    CHECK(read("MET_SHORT", bytes_of<std::int16_t>({-30000, 7})) == Grey{-30000.0F, 7.0F});
    CHECK(read("MET_USHORT", bytes_of<std::uint16_t>({60000, 7})) == Grey{60000.0F, 7.0F});
    CHECK(read("MET_INT", bytes_of<std::int32_t>({-70000, 7})) == Grey{-70000.0F, 7.0F});
    CHECK(read("MET_UINT", bytes_of<std::uint32_t>({3000000000U, 7})) == Grey{3000000000.0F, 7.0F});
    CHECK(read("MET_FLOAT", bytes_of<float>({-0.25F, 7.0F})) == Grey{-0.25F, 7.0F});
    CHECK(read("MET_DOUBLE", bytes_of<double>({-0.25, 7.0})) == Grey{-0.25F, 7.0F});
    CHECK_THROWS_WITH(read("MET_FLOAT", bytes_of<float>({1.0F, std::nanf("")})),
                      Contains("voxel 1 is nan, not a finite grey value"));
}

TEST_CASE("Data stored with the most significant byte first are read as they are meant", "[imaging]")
{
    const test::TemporaryFolder folder;
    HeaderLines header;
    header.dimensions = "DimSize = 2 1 1";
    header.type = "ElementType = MET_USHORT";
    header.more = "BinaryDataByteOrderMSB = True";
    const Scan scan = read_scan(folder.write("scan.mha", header.text() + std::string("\x01\x02\x00\x05", 4)));
    CHECK(scan.grey == std::vector<float>{258.0F, 5.0F});
}

TEST_CASE("A damaged file makes one message, and nothing on standard error", "[imaging]")
{
    const test::TemporaryFolder folder;
    HeaderLines header;
    const StandardError standard_error;
    SECTION("cut short")
    {
        const auto path = folder.write("scan.mha", header.text() + test::counted_bytes(10));
        CHECK_THROWS_AS(read_scan(path), FileError);
        CHECK_THROWS_WITH(read_scan(path), Contains("found 10 bytes of data, expected 24"));
    }
    SECTION("compressed data that are not")
    {
        header.more = "CompressedData = True\nCompressedDataSize = 24";
        const auto path = folder.write("scan.mha", header.text() + test::counted_bytes(24));
        CHECK_THROWS_AS(read_scan(path), FileError);
        CHECK_THROWS_WITH(read_scan(path), Contains("scan.mha") && Contains("damaged"));
    }
    SECTION("compressed without a stated size")
    {
        header.more = "CompressedData = True";
        const auto path = folder.write("scan.mha", header.text() + test::counted_bytes(24));
        CHECK_THROWS_AS(read_scan(path), FileError);
    }
    CHECK(standard_error.text().empty());
}

TEST_CASE("A scan of human trabecular bone is read as its README says", "[imaging][reference]")
{
    const std::filesystem::path folder = test::reference_data();
    if (test::is_absent(folder / "lhdl200" / "lhdl200_grey.mha")) return;
    const Scan large = read_scan(folder / "lhdl200" / "lhdl200_grey.mha");
    CHECK(large.grid == Grid{200, 200, 200, large.grid.spacing});
    CHECK(large.grid.spacing.value == Approx(19.5));
    CHECK(sum(large) == 375897899.0);
    CHECK(*std::min_element(large.grey.begin(), large.grey.end()) == 0.0F);
    CHECK(*std::max_element(large.grey.begin(), large.grey.end()) == 255.0F);
    CHECK(at(large, 10, 20, 30) == 39.0F);

    const Scan small = read_scan(folder / "lhdl64" / "lhdl64_grey.mha");
    CHECK(sum(small) == 12545797.0);
    CHECK(at(small, 1, 2, 3) == 35.0F);
    CHECK(read_scan(folder / "lhdl64" / "lhdl64_grey.mhd").grey == small.grey);
    CHECK(at(large, 88 + 1, 56 + 2, 8 + 3) == 35.0F);
}
