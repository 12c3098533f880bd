#pragma once
#include "fields/diffusion_solver.hpp"

#include "lattice/grid.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace trabecula {

/// How load finds its way through bone when a sample is pressed along an axis: the stress of each voxel of bone over
/// the mean of the whole sample, 0 in other voxels. What bears nothing, such as a stump, has about 0; what is thin, or
/// left alone, has much.
///
/// Load is taken to flow as current does through a network of resistors: div(K grad u) = 0 with K of marrow a
/// thousandth of bone's, and u held, falling evenly along the axis, at the first and last voxel of each column of the
/// sample where that is bone; nothing passes through the other faces of the sample. The flow K |grad u| stands for the
/// stress, and its mean over the sample for the stress applied. Exact for struts and plates along the axis, and in
/// sum through every section; bending, and what Poisson's ratio does, are left out.
///
/// The same bits on any number of threads. All 0 where no bone is at one of the ends.
///
/// @param solver     on this grid, with these materials
/// @param materials  shape (nz, ny, nx)
/// @param axis       0 for x, 1 for y, 2 for z
std::vector<float> stress_concentration(DiffusionSolver& solver, const Grid& grid, std::span<const Material> materials,
                                        std::size_t axis);

}  // namespace trabecula
