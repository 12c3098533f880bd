#pragma once
#include "agents/model_params.hpp"

#include <string>

namespace trabecula {

/// The rulebook as a picture (SVG): a panel per cell type, with the signals it senses on the left, its nodes in the
/// middle by how many nodes lie before them, its behaviours on the right. Green lines activate, thick ones are
/// required, red ones with a bar inhibit.
std::string network_picture(const ModelParams& model);

}  // namespace trabecula
