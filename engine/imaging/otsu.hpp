#pragma once
#include <span>

namespace trabecula {

/// Otsu's threshold [Otsu1979]: parts a histogram of 256 bins between the least and the greatest value so that the
/// variance between the two classes is greatest.
/// @return  the centre of the last bin of the lower class
/// @throws InputError  fewer than two different values
double otsu_threshold(std::span<const float> grey);

}  // namespace trabecula
