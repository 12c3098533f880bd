#include "imaging/vtk_apart.hpp"

#include "core/apart.hpp"
#include "core/error.hpp"

#include <fmt/format.h>

#include <exception>

namespace trabecula {

void require_that_vtk_survives(const std::filesystem::path& path, const std::function<void()>& read)
{
    const ApartEnd end = run_apart(enough_to_read(std::filesystem::file_size(path)), [&] {
        try {
            read();
        } catch (const std::exception&) {
        }
        return 0;
    });
    if (end.killed_by.empty() && end.status == 0) return;  // a sanitizer ends a crash by a status
    throw FileError(
        fmt::format("{}: VTK cannot read it to its end ({}): it is damaged, or memory does not suffice; export the "
                    "scan again, or save it as MetaImage (.mha)",
                    path.string(), end.killed_by.empty() ? "it crashed" : end.killed_by));
}

}  // namespace trabecula
