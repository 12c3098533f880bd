#include "viz/picture.hpp"

#include <cmath>

namespace trabecula {

namespace {

std::uint8_t mixed(std::uint8_t a, std::uint8_t b, double share)
{
    return static_cast<std::uint8_t>(std::lround(a + (b - a) * share));
}

std::uint8_t mean(int a, int b, int c, int d)
{
    return static_cast<std::uint8_t>((a + b + c + d + 2) / 4);
}

}  // namespace

Colour mixed(Colour a, Colour b, double share)
{
    return {mixed(a.red, b.red, share), mixed(a.green, b.green, share), mixed(a.blue, b.blue, share)};
}

Picture halved(const Picture& picture)
{
    Picture half({picture.size.width / 2, picture.size.height / 2});
    for (int y = 0; y < half.size.height; ++y)
        for (int x = 0; x < half.size.width; ++x) {
            const Colour a = picture.at(2 * x, 2 * y);
            const Colour b = picture.at(2 * x + 1, 2 * y);
            const Colour c = picture.at(2 * x, 2 * y + 1);
            const Colour d = picture.at(2 * x + 1, 2 * y + 1);
            half.at(x, y) = {mean(a.red, b.red, c.red, d.red), mean(a.green, b.green, c.green, d.green),
                             mean(a.blue, b.blue, c.blue, d.blue)};
        }
    return half;
}

}  // namespace trabecula
