#pragma once
#include "app/study/study.hpp"

namespace trabecula {

/// Whether a design takes its values from anywhere in the ranges of the factors.
bool is_sampled(DesignKind kind);

/// Reads what a sampled design says of its points, and makes them and their arms. Notes what is wrong.
void sample_arms(Section& design, Study& study);

}  // namespace trabecula
