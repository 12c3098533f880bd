#pragma once
#include "viz/picture.hpp"
#include "viz/typeface.hpp"

#include <span>
#include <string>

namespace trabecula {

/// A place on a canvas: pixels from the left and from the top.
struct Spot {
    double x = 0.0;
    double y = 0.0;
};

/// A rectangle on a canvas, pixels.
struct Box {
    double left = 0.0;
    double top = 0.0;
    double width = 0.0;
    double height = 0.0;
    double right() const { return left + width; }
    double bottom() const { return top + height; }
};

enum class Across { left, centre, right };
enum class Down { top, middle, bottom };
enum class Reading { rightwards, upwards };

struct TextStyle {
    double size_px = 20.0;
    Weight weight = Weight::regular;
    Colour colour = ink;
    Across across = Across::left;  // which part of the text lies on the spot
    Down down = Down::middle;
    Reading reading = Reading::rightwards;
};

/// Draws smooth lines, discs and text into a picture, without OpenGL. What lies beyond the edge is not drawn.
class Canvas {
  public:
    explicit Canvas(Picture picture) : picture_(std::move(picture)) {}

    const Picture& picture() const { return picture_; }

    /// Text of this many thousandths of the picture's height, in pixels.
    double thousandths(double count) const { return count * picture_.size.height / 1000.0; }

    void fill(const Box& box, Colour colour);
    void frame(const Box& box, Colour colour, double width_px);
    void polyline(std::span<const Spot> spots, Colour colour, double width_px);
    void line(Spot from, Spot to, Colour colour, double width_px);
    void disc(Spot centre, double radius_px, Colour colour);
    void text(Spot spot, const std::string& text, const TextStyle& style);
    void paste(const Picture& picture, int left, int top);

    double text_width(const std::string& text, const TextStyle& style) const;

    /// The text, with its end replaced by "…" where it is wider than `width_px`.
    std::string fitted(const std::string& text, const TextStyle& style, double width_px) const;

  private:
    void blend(int x, int y, Colour colour, double share);
    bool holds(int x, int y) const { return x >= 0 && y >= 0 && x < picture_.size.width && y < picture_.size.height; }

    Picture picture_;
    Typeface typeface_;
};

}  // namespace trabecula
