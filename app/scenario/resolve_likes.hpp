#pragma once
#include "core/config/document.hpp"

namespace trabecula {

/// Writes out nodes and behaviours that are like those of another cell type: `[cell.osteoblast.node.wnt] like = "msc"`
/// takes everything from `[cell.msc.node.wnt]` that the osteoblast does not say itself.
/// @throws InputError  no such cell, node or behaviour; one that is like itself, in a circle
void resolve_likes(ConfigNode& root);

}  // namespace trabecula
