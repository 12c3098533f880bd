#include "viz/typeface.hpp"

#include "viz/vtk_messages.hpp"

#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkStdString.h>
#include <vtkTextProperty.h>
#include <vtkTextRenderer.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <sstream>
#include <string_view>
#include <system_error>
#include <utility>

namespace trabecula {

namespace {

constexpr int pixels_are_points = 72;

using FontFile = std::optional<std::filesystem::path>;

vtkNew<vtkTextProperty> style_of(const FontFile& file, double size_px, Weight weight)
{
    vtkNew<vtkTextProperty> style;
    style->SetFontSize(static_cast<int>(std::lround(size_px)));
    style->SetColor(1, 1, 1);
    if (file) {
        style->SetFontFamily(VTK_FONT_FILE);
        style->SetFontFile(file->c_str());
    } else {
        style->SetFontFamilyToArial();
        style->SetBold(weight == Weight::bold);
    }
    return style;
}

std::vector<std::filesystem::path> data_folders()
{
    std::vector<std::filesystem::path> folders;
    const char* home = std::getenv("HOME");
    const char* user = std::getenv("XDG_DATA_HOME");
    if (user != nullptr) folders.emplace_back(user);
    if (home != nullptr) folders.push_back(std::filesystem::path(home) / ".local/share");
    const char* listed = std::getenv("XDG_DATA_DIRS");
    std::istringstream rest(listed != nullptr ? listed : "");
    for (std::string folder; std::getline(rest, folder, ':');) folders.emplace_back(folder);
    folders.insert(folders.end(), {"/usr/local/share", "/usr/share"});
    return folders;
}

constexpr auto spelled = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"10⁻", "10^-"}, {"10⁴", "10^4"}, {"10⁵", "10^5"}, {"10⁶", "10^6"}, {"10⁷", "10^7"}, {"10⁸", "10^8"},
    {"10⁹", "10^9"}, {"α", "alpha"},  {"β", "beta"},   {"γ", "gamma"},  {"δ", "delta"},  {"κ", "kappa"},
    {"Δ", "Delta"},  {"⁻", "-"},      {"⁰", "0"},      {"⁴", "4"},      {"⁵", "5"},      {"⁶", "6"},
    {"⁷", "7"},      {"⁸", "8"},      {"⁹", "9"},      {"₀", "0"},      {"₁", "1"},      {"₂", "2"},
    {"₃", "3"},      {"₄", "4"},      {"–", "-"},      {"−", "-"},
});

std::size_t letter_bytes(unsigned char first)
{
    return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

}  // namespace

std::optional<std::filesystem::path> Typeface::find_file(const std::string& name)
{
    static constexpr auto places =
        std::to_array<const char*>({"truetype/dejavu", "dejavu", "dejavu-sans-fonts", "TTF", "truetype", ""});
    for (const auto& folder : data_folders())
        for (const char* place : places) {
            const auto file = folder / "fonts" / place / name;
            std::error_code unreadable;
            if (std::filesystem::is_regular_file(file, unreadable)) return file;
        }
    return std::nullopt;
}

TextMask Typeface::draw(const std::string& text, double size_px, Weight weight) const
{
    const FontFile& file = weight == Weight::bold ? bold_ : regular_;
    vtkNew<vtkImageData> image;
    std::array<int, 2> extent{};
    const auto style = style_of(file, size_px, weight);
    const VtkMessages messages;
    vtkTextRenderer::GetInstance()->RenderString(style, file ? text : in_latin_letters(text), image, extent.data(),
                                                 pixels_are_points, vtkTextRenderer::FreeType);
    messages.throw_if_any("writing \"" + text + "\" into a picture");
    if (image->GetNumberOfPoints() == 0) return {};
    const std::array<int, 3> held{image->GetDimensions()[0], image->GetDimensions()[1], 1};
    TextMask mask{std::min(extent[0], held[0]), std::min(extent[1], held[1]), {}};
    const auto* rgba = static_cast<const std::uint8_t*>(image->GetScalarPointer());
    for (int y = mask.height - 1; y >= 0; --y)
        for (int x = 0; x < mask.width; ++x) mask.coverage.push_back(rgba[4 * (y * held[0] + x) + 3]);
    return mask;
}

int Typeface::width(const std::string& text, double size_px, Weight weight) const
{
    return draw(text, size_px, weight).width;
}

std::string in_latin_letters(const std::string& text)
{
    std::string latin;
    for (std::size_t i = 0; i < text.size();) {
        const std::string_view rest = std::string_view(text).substr(i);
        const auto known =
            std::ranges::find_if(spelled, [&](const auto& pair) { return rest.starts_with(pair.first); });
        const auto first = static_cast<unsigned char>(text[i]);
        if (known != spelled.end()) {
            latin += known->second;
            i += known->first.size();
            continue;
        }
        const std::size_t bytes = letter_bytes(first);
        latin += first < 0xC4 ? text.substr(i, bytes) : "?";
        i += bytes;
    }
    return latin;
}

}  // namespace trabecula
