#pragma once
#include <filesystem>
#include <functional>

namespace trabecula {

/// Lets `read` go through a file in another process first, since libraries in VTK crash, or never end, on some that are
/// damaged. What `read` throws there is for the caller to meet again.
/// @throws FileError  they do on this one
void require_that_vtk_survives(const std::filesystem::path& path, const std::function<void()>& read);

}  // namespace trabecula
