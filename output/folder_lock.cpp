#include "output/folder_lock.hpp"

#include "output/atomic_file.hpp"

#include "core/error.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace trabecula {

FolderLock::FolderLock(const std::filesystem::path& folder, FolderUse use)
{
    make_folder(folder);
    descriptor_ = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const int kind = use == FolderUse::shared ? LOCK_SH : LOCK_EX;
    if (descriptor_ < 0 || ::flock(descriptor_, kind | LOCK_NB) == 0 || errno != EWOULDBLOCK) return;
    ::close(descriptor_);
    throw InputError(
        fmt::format("{}: another process is running into this folder; wait for it, or choose another name with -o",
                    folder.string()));
}

FolderLock::~FolderLock()
{
    release();
}

void FolderLock::release()
{
    if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
}

}  // namespace trabecula
