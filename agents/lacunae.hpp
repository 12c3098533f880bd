#pragma once
#include "agents/workspace.hpp"

namespace trabecula {

/// Osteocytes lie evenly apart, 20-30 um in a textbook: those that are there hold back that another one is buried
/// within their reach. That osteocytes decide by whom they are joined is Marotti's theory [Metz2003]; how is assumed.
/// So their number per bone volume returns to what it was where more of them have been resorbed, or died.

/// The most that a place may call for.
inline constexpr double most_called_for = 8.0;

/// How many times as many osteocytes as on average a place calls for, by those within their reach of it: 1 where these
/// are as many as the density asks of the bone there, `most_called_for` where there are none, 0 from a seventh too many
/// on. How steep that is, is assumed.
/// @param per_mm3  density that is aimed at
double called_for(const Workspace& work, VoxelId at, double per_mm3);

}  // namespace trabecula
