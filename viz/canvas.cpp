#include "viz/canvas.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace trabecula {

namespace {

double covered(double depth_px)
{
    return std::clamp(depth_px + 0.5, 0.0, 1.0);
}

double distance(Spot p, Spot a, Spot b)
{
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double length2 = dx * dx + dy * dy;
    const double along = length2 > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0.0, 1.0) : 0.0;
    return std::hypot(p.x - a.x - along * dx, p.y - a.y - along * dy);
}

struct PixelRange {
    int left, top, right, bottom;  // right and bottom are one beyond
};

PixelRange around(std::span<const Spot> spots, double margin, PictureSize size)
{
    const auto [left, right] = std::ranges::minmax(spots, {}, &Spot::x);
    const auto [top, bottom] = std::ranges::minmax(spots, {}, &Spot::y);
    return {std::max(0, static_cast<int>(std::floor(left.x - margin))),
            std::max(0, static_cast<int>(std::floor(top.y - margin))),
            std::min(size.width, static_cast<int>(std::ceil(right.x + margin)) + 1),
            std::min(size.height, static_cast<int>(std::ceil(bottom.y + margin)) + 1)};
}

double overlap(double from, double to, int pixel)
{
    return std::clamp(std::min(to, pixel + 1.0) - std::max(from, static_cast<double>(pixel)), 0.0, 1.0);
}

TextMask turned_up(const TextMask& mask)
{
    TextMask turned{mask.height, mask.width, {}};
    for (int y = 0; y < turned.height; ++y)
        for (int x = 0; x < turned.width; ++x)
            turned.coverage.push_back(mask.coverage[static_cast<std::size_t>(x * mask.width + mask.width - 1 - y)]);
    return turned;
}

std::string without_last_letter(std::string text)
{
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0U) == 0x80U) text.pop_back();
    if (!text.empty()) text.pop_back();
    return text;
}

}  // namespace

void Canvas::blend(int x, int y, Colour colour, double share)
{
    if (share > 0) picture_.at(x, y) = mixed(picture_.at(x, y), colour, share);
}

void Canvas::fill(const Box& box, Colour colour)
{
    const std::array<Spot, 2> corners{Spot{box.left, box.top}, Spot{box.right(), box.bottom()}};
    const PixelRange range = around(corners, 0, picture_.size);
    for (int y = range.top; y < range.bottom; ++y)
        for (int x = range.left; x < range.right; ++x)
            blend(x, y, colour, overlap(box.left, box.right(), x) * overlap(box.top, box.bottom(), y));
}

void Canvas::frame(const Box& box, Colour colour, double width_px)
{
    const double half = width_px / 2;
    fill({box.left - half, box.top - half, box.width + width_px, width_px}, colour);
    fill({box.left - half, box.bottom() - half, box.width + width_px, width_px}, colour);
    fill({box.left - half, box.top + half, width_px, box.height - width_px}, colour);
    fill({box.right() - half, box.top + half, width_px, box.height - width_px}, colour);
}

void Canvas::polyline(std::span<const Spot> spots, Colour colour, double width_px)
{
    if (spots.empty()) return;
    const double half = width_px / 2;
    const PixelRange all = around(spots, half + 1, picture_.size);
    const int columns = std::max(0, all.right - all.left);
    std::vector<float> share(static_cast<std::size_t>(columns * std::max(0, all.bottom - all.top)), 0.0F);
    for (std::size_t i = 0; i + 1 < spots.size() || i == 0; ++i) {
        const auto segment = spots.subspan(i, std::min<std::size_t>(2, spots.size()));
        const PixelRange near = around(segment, half + 1, picture_.size);
        for (int y = near.top; y < near.bottom; ++y)
            for (int x = near.left; x < near.right; ++x) {
                float& value = share[static_cast<std::size_t>((y - all.top) * columns + x - all.left)];
                const double off = distance({x + 0.5, y + 0.5}, segment.front(), segment.back());
                value = std::max(value, static_cast<float>(covered(half - off)));
            }
    }
    for (int y = all.top; y < all.bottom; ++y)
        for (int x = all.left; x < all.right; ++x)
            blend(x, y, colour, share[static_cast<std::size_t>((y - all.top) * columns + x - all.left)]);
}

void Canvas::line(Spot from, Spot to, Colour colour, double width_px)
{
    polyline(std::array<Spot, 2>{from, to}, colour, width_px);
}

void Canvas::disc(Spot centre, double radius_px, Colour colour)
{
    const PixelRange range = around(std::span(&centre, 1), radius_px + 1, picture_.size);
    for (int y = range.top; y < range.bottom; ++y)
        for (int x = range.left; x < range.right; ++x)
            blend(x, y, colour, covered(radius_px - std::hypot(x + 0.5 - centre.x, y + 0.5 - centre.y)));
}

void Canvas::text(Spot spot, const std::string& text, const TextStyle& style)
{
    TextMask mask = typeface_.draw(text, style.size_px, style.weight);
    double left = style.across == Across::left ? 0.0 : style.across == Across::centre ? mask.width / 2.0 : mask.width;
    double top = style.down == Down::top ? 0.0 : style.down == Down::middle ? mask.height / 2.0 : mask.height;
    if (style.reading == Reading::upwards) {
        std::swap(left, top);
        top = mask.width - top;
        mask = turned_up(mask);
    }
    const int x0 = static_cast<int>(std::lround(spot.x - left));
    const int y0 = static_cast<int>(std::lround(spot.y - top));
    for (int y = 0; y < mask.height; ++y)
        for (int x = 0; x < mask.width; ++x)
            if (holds(x0 + x, y0 + y))
                blend(x0 + x, y0 + y, style.colour,
                      mask.coverage[static_cast<std::size_t>(y * mask.width + x)] / 255.0);
}

void Canvas::paste(const Picture& picture, int left, int top)
{
    for (int y = 0; y < picture.size.height; ++y)
        for (int x = 0; x < picture.size.width; ++x)
            if (holds(left + x, top + y)) picture_.at(left + x, top + y) = picture.at(x, y);
}

double Canvas::text_width(const std::string& text, const TextStyle& style) const
{
    return typeface_.width(text, style.size_px, style.weight);
}

std::string Canvas::fitted(const std::string& text, const TextStyle& style, double width_px) const
{
    if (text_width(text, style) <= width_px) return text;
    std::string shorter = text;
    while (!shorter.empty() && text_width(shorter + "…", style) > width_px) shorter = without_last_letter(shorter);
    return shorter + "…";
}

}  // namespace trabecula
