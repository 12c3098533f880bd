#pragma once
#include "viz/picture.hpp"

#include <string_view>

namespace trabecula {

/// The colour of a cell type in every picture, distinct for people with any colour vision (Okabe & Ito 2008). A name
/// that is not in the table gets a colour that depends on the name alone.
Colour cell_colour(std::string_view cell_type);

/// A colour for the i-th line of a chart; the first eight differ.
Colour line_colour(std::size_t i);

/// A perceptually uniform map from 0-1 to dark violet, green, yellow (viridis of matplotlib, CC0); the ends hold
/// beyond.
Colour concentration_colour(double share);

/// From -1 to 1: blue, near white, vermilion, which differ for people with any colour vision; the ends hold beyond.
Colour change_colour(double share);

inline constexpr Colour bone_ivory{236, 226, 200};
inline constexpr Colour cut_bone{222, 201, 164};
inline constexpr Colour bone_grey{201, 201, 198};

}  // namespace trabecula
