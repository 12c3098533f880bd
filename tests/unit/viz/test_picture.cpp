#include "viz/picture.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

using namespace trabecula;

namespace {

/// An empty folder that is removed with it.
class EmptyFolder {
  public:
    EmptyFolder() : path_(std::filesystem::temp_directory_path() / ("trabecula-picture-" + std::to_string(::getpid())))
    {
        std::filesystem::create_directories(path_);
    }
    ~EmptyFolder() { std::filesystem::remove_all(path_); }
    EmptyFolder(const EmptyFolder&) = delete;
    EmptyFolder& operator=(const EmptyFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

int big_endian(const std::vector<char>& bytes, std::size_t at)
{
    int value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = value * 256 + static_cast<unsigned char>(bytes[at + i]);
    return value;
}

}  // namespace

TEST_CASE("A PNG file says the size of its picture, and nothing is left beside it", "[picture]")
{
    const EmptyFolder temporary;
    const std::filesystem::path& folder = temporary.path();
    write_png(Picture({37, 11}), folder / "a.png");
    std::ifstream stream(folder / "a.png", std::ios::binary);
    const std::vector<char> bytes{std::istreambuf_iterator<char>(stream), {}};
    REQUIRE(bytes.size() > 24);
    CHECK(std::string(bytes.data() + 1, 3) == "PNG");
    CHECK(big_endian(bytes, 16) == 37);
    CHECK(big_endian(bytes, 20) == 11);
    CHECK(std::distance(std::filesystem::directory_iterator(folder), {}) == 1);
}

TEST_CASE("A picture that cannot be written is an error that names the file", "[picture]")
{
    const EmptyFolder temporary;
    const std::filesystem::path& folder = temporary.path();
    CHECK_THROWS_AS(write_png(Picture({4, 4}), folder / "missing" / "a.png"), FileError);
    std::filesystem::create_directories(folder / "taken.png" / "full");
    CHECK_THROWS_WITH(write_png(Picture({4, 4}), folder / "taken.png"), Catch::Contains("taken.png"));
    CHECK(std::distance(std::filesystem::directory_iterator(folder), {}) == 1);
}

TEST_CASE("Halving takes the mean of four pixels", "[picture]")
{
    Picture picture({3, 2}, Colour{0, 0, 0});
    picture.at(0, 0) = {200, 100, 4};
    const Picture half = halved(picture);
    CHECK(half.size == PictureSize{1, 1});
    CHECK(half.at(0, 0) == Colour{50, 25, 1});
}
