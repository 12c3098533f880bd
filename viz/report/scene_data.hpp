#pragma once
#include "viz/content.hpp"
#include "viz/report/arms.hpp"
#include "viz/report/html.hpp"

#include <cstdint>
#include <vector>

namespace trabecula {

/// The bone fraction as bytes, 0-255, of a grid that is so many times coarser; smoothed for the eye.
struct CoarseBone {
    Grid grid;
    std::vector<std::uint8_t> values;  // shape (nz, ny, nx)
};
CoarseBone coarse_bone(const BoneImage& bone, int times);

/// Repeated bytes 0 and 255, which most of a bone is, become two bytes: the byte and how often it comes (1-255).
std::vector<unsigned char> packed_bone(const std::vector<std::uint8_t>& values);

/// What the browser draws in three dimensions, as elements that hold no more than some megabytes in all: bone and
/// cells of frames of the first run of each arm, always the first and the last frame. Large bones are made coarser;
/// of a type with very many cells a part is kept, the same cells in all frames.
Html scene_data_of(const Comparison& comparison);

}  // namespace trabecula
