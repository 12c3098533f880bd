#include "app/run/run_folder.hpp"

#include "app/run/branch_note.hpp"

#include "output/run_writer.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace trabecula {

namespace {

namespace fs = std::filesystem;

/// Empty folders, half a file and a note of where it begins are what a run leaves that was killed before its first
/// frame: nothing.
bool holds_something(const fs::path& folder)
{
    std::error_code hidden;  // where it may not be looked at, making it will say so
    if (!fs::is_directory(folder, hidden)) return fs::exists(folder, hidden);
    const fs::recursive_directory_iterator entries(folder, fs::directory_options::skip_permission_denied);
    return std::ranges::any_of(entries, [](const fs::directory_entry& entry) {
        const fs::path& file = entry.path();
        return !entry.is_directory() && file.extension() != ".tmp" && file.filename() != branch_note_file;
    });
}

}  // namespace

void check_folder(const fs::path& folder, Start start)
{
    if (!holds_something(folder) || (start == Start::resume && holds_run(folder))) return;
    if (start == Start::resume)
        throw InputError(fmt::format("{} holds no run to go on with; choose another name with -o", folder.string()));
    if (start == Start::fresh)
        throw InputError(fmt::format(
            "{} exists already; choose another name with -o, go on with it by --resume, or replace it by --force",
            folder.string()));
    if (!holds_run(folder))
        throw InputError(fmt::format("{} holds no run, so --force does not replace it; choose another name with -o",
                                     folder.string()));
}

void clear_folder(const fs::path& folder, Start start)
{
    if (start != Start::replace || !holds_something(folder)) return;
    remove_run(folder);
    fs::remove(folder / "log.jsonl");
    fs::remove(folder / effect_file);
}

}  // namespace trabecula
