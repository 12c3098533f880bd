#pragma once
#include "output/atomic_file.hpp"
#include "output/hdf5.hpp"

namespace trabecula::hdf5 {

/// An HDF5 file access list that lets HDF5 write into `target`, which must outlive the file.
///
/// A virtual file driver of our own, because HDF5 can neither close nor forget a file of its own whose writes fail
/// (full disk): AtomicFile keeps the first failure, HDF5 closes in peace, and the caller then reports the failure.
Handle access_through(AtomicFile& target);

}  // namespace trabecula::hdf5
