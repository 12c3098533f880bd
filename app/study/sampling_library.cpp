#include "app/study/sampling_library.hpp"

#include "app/version.hpp"

#include "core/error.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

#include <filesystem>
#include <string>

namespace trabecula {

namespace {

namespace fs = std::filesystem;

/// Beside the program, or where it was built.
fs::path library_file()
{
    const fs::path built(sampling_library_file);
    std::error_code none;
    const fs::path beside = fs::read_symlink("/proc/self/exe", none).parent_path() / built.filename();
    return fs::exists(beside) ? beside : built;
}

}  // namespace

const SamplingLibrary* sampling_library()
{
    if (sampling_library_file.empty()) return nullptr;
    void* const library = ::dlopen(library_file().c_str(), RTLD_NOW | RTLD_LOCAL);
    void* const functions = library == nullptr ? nullptr : ::dlsym(library, "trabecula_sampling_library");
    if (functions == nullptr)
        throw FileError(
            fmt::format("OpenTURNS cannot be loaded ({}); build again with the package libopenturns-dev, "
                        "and keep {} beside the program",
                        ::dlerror(), library_file().filename().string()));
    return static_cast<const SamplingLibrary*>(functions);
}

}  // namespace trabecula
