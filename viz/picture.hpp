#pragma once
#include "core/error.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

namespace trabecula {

/// Nothing here can draw, and what to install so that something can.
class NoPictures : public FileError {
  public:
    using FileError::FileError;
};

/// Pixels of a picture.
struct PictureSize {
    int width = 1400;
    int height = 1000;
    bool operator==(const PictureSize&) const = default;
};

/// A colour in sRGB.
struct Colour {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    bool operator==(const Colour&) const = default;
};

inline constexpr Colour white{255, 255, 255};
inline constexpr Colour ink{30, 30, 30};

/// `share` of `b` in `a`, 0-1.
Colour mixed(Colour a, Colour b, double share);

/// An image, row by row from the top.
struct Picture {
    explicit Picture(PictureSize its_size, Colour colour = white)
        : size(its_size),
          pixels(static_cast<std::size_t>(its_size.width) * static_cast<std::size_t>(its_size.height), colour)
    {}

    PictureSize size;
    std::vector<Colour> pixels;

    Colour& at(int x, int y) { return pixels[index(x, y)]; }
    Colour at(int x, int y) const { return pixels[index(x, y)]; }

  private:
    std::size_t index(int x, int y) const
    {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(size.width) + static_cast<std::size_t>(x);
    }
};

/// The picture at a half of its width and height: every pixel the mean of four. Odd last rows and columns are dropped.
Picture halved(const Picture& picture);

/// The bytes of a PNG file.
std::vector<unsigned char> png_bytes(const Picture& picture);

/// Writes beside the name and renames, so that the file is there whole or not at all.
/// @throws FileError when the file cannot be written; the folder must be there
void write_png(const Picture& picture, const std::filesystem::path& file);

}  // namespace trabecula
