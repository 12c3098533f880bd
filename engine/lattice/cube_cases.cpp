#include "lattice/cube_cases.hpp"

namespace trabecula {

namespace {

constexpr std::uint8_t none = 12;

constexpr std::array<CubeEdge, 12> make_edges()
{
    std::array<CubeEdge, 12> edges{};
    for (unsigned e = 0; e < 12; ++e) {
        const unsigned axis = e / 4;
        const unsigned along_u = 1U << ((axis + 1) % 3);
        const unsigned along_v = 1U << ((axis + 2) % 3);
        const unsigned low = ((e & 1U) != 0 ? along_u : 0U) + ((e & 2U) != 0 ? along_v : 0U);
        edges[e] = {static_cast<std::uint8_t>(low), static_cast<std::uint8_t>(low + (1U << axis)),
                    static_cast<std::uint8_t>(axis)};
    }
    return edges;
}

constexpr std::uint8_t edge_between(unsigned a, unsigned b)
{
    constexpr auto edges = make_edges();
    for (std::uint8_t e = 0; e < 12; ++e)
        if ((edges[e].low == a && edges[e].high == b) || (edges[e].low == b && edges[e].high == a)) return e;
    return none;
}

/// Corners of a face, counter-clockwise seen from outside the cube.
constexpr std::array<unsigned, 4> face_corners(unsigned axis, unsigned side)
{
    const unsigned u = 1U << ((axis + 1) % 3);
    const unsigned v = 1U << ((axis + 2) % 3);
    const unsigned base = side << axis;
    if (side == 1) return {base, base + u, base + u + v, base + v};
    return {base, base + v, base + u + v, base + u};
}

/// Where the surface goes from each edge: on a face it enters by the edge that leads back into the bone and leaves by
/// the edge before it that led out.
constexpr std::array<std::uint8_t, 12> next_edges(unsigned inside)
{
    std::array<std::uint8_t, 12> next{};
    next.fill(none);
    for (unsigned face = 0; face < 6; ++face) {
        const auto corners = face_corners(face / 2, face % 2);
        for (unsigned i = 0; i < 4; ++i) {
            const auto is_inside = [&](unsigned k) { return (inside >> corners[k % 4] & 1U) != 0; };
            if (!is_inside(i) || is_inside(i + 1)) continue;
            unsigned back = i + 1;
            while (is_inside(back) || !is_inside(back + 1)) ++back;
            next[edge_between(corners[back % 4], corners[(back + 1) % 4])] =
                edge_between(corners[i], corners[(i + 1) % 4]);
        }
    }
    return next;
}

constexpr CubeCase make_case(unsigned inside)
{
    std::array<std::uint8_t, 12> next = next_edges(inside);
    CubeCase made;
    std::uint8_t used = 0;
    for (std::uint8_t start = 0; start < 12; ++start) {
        if (next[start] == none) continue;
        for (std::uint8_t at = start; next[at] != none;) {
            made.edge[used++] = at;
            const std::uint8_t following = next[at];
            next[at] = none;
            at = following;
        }
        made.first[++made.polygons] = used;
    }
    return made;
}

constexpr std::array<CubeCase, 256> make_cases()
{
    std::array<CubeCase, 256> cases{};
    for (unsigned inside = 0; inside < 256; ++inside) cases[inside] = make_case(inside);
    return cases;
}

}  // namespace

constexpr std::array<CubeEdge, 12> cube_edges = make_edges();
constexpr std::array<CubeCase, 256> cube_cases = make_cases();

}  // namespace trabecula
