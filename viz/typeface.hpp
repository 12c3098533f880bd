#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace trabecula {

enum class Weight { regular, bold };

/// A line of text as coverage (0-255), row by row from the top. All texts of one size have their baseline at the same
/// height below the top row.
struct TextMask {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> coverage;
};

/// The font of all pictures: DejaVu Sans, which has Greek letters and raised digits. Without its file the font that VTK
/// carries is used, and what that lacks is written in Latin letters.
class Typeface {
  public:
    Typeface() : Typeface(find_file("DejaVuSans.ttf"), find_file("DejaVuSans-Bold.ttf")) {}
    Typeface(std::optional<std::filesystem::path> regular, std::optional<std::filesystem::path> bold)
        : regular_(std::move(regular)), bold_(std::move(bold))
    {}

    /// @param size_px  of the em square
    /// @throws FileError when the font cannot be read
    TextMask draw(const std::string& text, double size_px, Weight weight) const;

    /// Pixels that the text takes from left to right.
    int width(const std::string& text, double size_px, Weight weight) const;

    /// The file in the folders for fonts of this system, $XDG_DATA_HOME and $XDG_DATA_DIRS included.
    static std::optional<std::filesystem::path> find_file(const std::string& name);

  private:
    std::optional<std::filesystem::path> regular_;
    std::optional<std::filesystem::path> bold_;
};

/// The text in Latin-1: "β" becomes "beta", "⁻⁴" becomes "^-4", anything else unknown "?".
std::string in_latin_letters(const std::string& text);

}  // namespace trabecula
