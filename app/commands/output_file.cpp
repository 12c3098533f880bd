#include "app/commands/output_file.hpp"

#include "output/atomic_file.hpp"
#include "output/run_writer.hpp"

#include "core/error.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace trabecula {

void OutputFile::check() const
{
    if (path.empty()) return;
    const auto file = std::filesystem::absolute(path).lexically_normal();
    for (const auto& folder : {file.parent_path(), file.parent_path().parent_path()})
        if (holds_run(folder))
            throw InputError(
                fmt::format("{} lies in the run {}, whose files only that run writes; choose another place", path,
                            folder.string()));
    const bool holds_something =
        std::filesystem::exists(file) && !(std::filesystem::is_regular_file(file) && std::filesystem::is_empty(file));
    if (holds_something && !force)
        throw InputError(fmt::format("{} exists already; choose another name, or replace it by --force", path));
}

void tell(const std::string& path, const std::string& text)
{
    if (path == "-")
        fmt::print("{}", text);
    else if (!path.empty())
        write_text_file(path, text);
}

}  // namespace trabecula
