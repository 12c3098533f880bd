#pragma once
#include <filesystem>

namespace trabecula {

/// Whether a process has a folder to itself, or shares it with others that write other files.
enum class FolderUse { alone, shared };

/// Holds a folder for one writing process while it lives, or for several that share it, so that two runs never mix
/// their files. The lock is the kernel's (flock on the folder itself): it leaves no file behind and ends with the
/// process, however that ends. Where the file system knows no such lock, as on some network disks, there is none.
class FolderLock {
  public:
    /// Makes the folder when it is not there.
    /// @throws InputError  another process holds it, and not for sharing like this one
    /// @throws FileError   it cannot be made
    explicit FolderLock(const std::filesystem::path& folder, FolderUse use = FolderUse::alone);
    ~FolderLock();

    /// Lets go. For a forked child, which would share the lock and could hold it beyond the life of its parent.
    void release();
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

  private:
    int descriptor_ = -1;
};

}  // namespace trabecula
