#include "output/atomic_file.hpp"

#include "core/error.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace trabecula {

namespace {

std::string_view remedy(int error_number)
{
    switch (error_number) {
        case ENOSPC:
            return "the disk is full: free space or write elsewhere; files written earlier are intact";
        case EDQUOT:
            return "the quota is used up: free space or write elsewhere; files written earlier are intact";
        case EFBIG:
            return "raise the limit on the size of a file (ulimit -f) or write to another file system";
        case EACCES:
        case EPERM:
            return "change the permissions of the file and of its folder, or write elsewhere";
        case EROFS:
            return "the file system is read-only: write elsewhere";
        case EISDIR:
        case ENOTEMPTY:
        case EEXIST:
            return "a folder stands in the way: remove it or choose another name";
        case ENOTDIR:
            return "a part of the path is a file: choose another path";
        case ENOENT:
            return "make its folder first, or correct the path";
        case ENAMETOOLONG:
            return "choose a shorter name";
        default:
            return "check the disk and try again";
    }
}

[[noreturn]] void fail(const std::filesystem::path& path, std::string_view action, int error_number)
{
    throw FileError(file_failure(path, action, error_number));
}

std::filesystem::path folder_of(const std::filesystem::path& path)
{
    return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

int sync_folder(const std::filesystem::path& folder)
{
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return errno;
    const int result = ::fsync(descriptor) == 0 ? 0 : errno;
    ::close(descriptor);
    return result == EINVAL ? 0 : result;
}

}  // namespace

std::string file_failure(const std::filesystem::path& path, std::string_view action, int error_number)
{
    return fmt::format("{}: cannot be {}: {}; {}", path.string(), action, std::generic_category().message(error_number),
                       remedy(error_number));
}

AtomicFile::AtomicFile(std::filesystem::path target) : target_(std::move(target)), beside_(target_)
{
    beside_ += ".tmp";
    std::error_code error;
    if (std::filesystem::is_directory(target_, error)) fail(target_, "written", EISDIR);
    if (std::filesystem::exists(target_, error) && !std::filesystem::is_regular_file(target_, error))
        throw FileError(target_.string() + ": is a device or a pipe, which no file replaces; give the name of a file");
    descriptor_ = ::open(beside_.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (descriptor_ < 0) fail(target_, "written", errno);
}

AtomicFile::~AtomicFile()
{
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!committed_) ::unlink(beside_.c_str());
}

void AtomicFile::write_at(std::uint64_t offset, std::span<const std::byte> bytes) noexcept
{
    size_ = std::max(size_, offset + bytes.size());
    while (!bytes.empty() && first_errno_ == 0) {
        const ssize_t written = ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) {
            first_errno_ = written < 0 ? errno : ENOSPC;
            return;
        }
        offset += static_cast<std::uint64_t>(written);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
}

bool AtomicFile::read_at(std::uint64_t offset, std::span<std::byte> bytes) const noexcept
{
    while (!bytes.empty()) {
        const ssize_t got = ::pread(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return false;
        if (got == 0) {
            std::ranges::fill(bytes, std::byte{0});
            return true;
        }
        offset += static_cast<std::uint64_t>(got);
        bytes = bytes.subspan(static_cast<std::size_t>(got));
    }
    return true;
}

void AtomicFile::resize(std::uint64_t size) noexcept
{
    size_ = size;
    if (first_errno_ == 0 && ::ftruncate(descriptor_, static_cast<off_t>(size)) != 0) first_errno_ = errno;
}

void AtomicFile::throw_if_failed() const
{
    if (first_errno_ != 0) fail(target_, "written", first_errno_);
}

void AtomicFile::commit()
{
    throw_if_failed();
    if (::fsync(descriptor_) != 0) fail(target_, "written", errno);
    const int closed = ::close(std::exchange(descriptor_, -1));
    if (closed != 0) fail(target_, "written", errno);
    if (::rename(beside_.c_str(), target_.c_str()) != 0) fail(target_, "put in place", errno);
    committed_ = true;
    if (const int error = sync_folder(folder_of(target_)); error != 0) fail(target_, "synced to disk", error);
}

void write_text_file(const std::filesystem::path& path, std::string_view text)
{
    AtomicFile file(path);
    file.append(text);
    file.commit();
}

void make_folder(const std::filesystem::path& folder)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) fail(folder, "made", error.value());
    if (!std::filesystem::is_directory(folder)) fail(folder, "made", ENOTDIR);
}

void remove_file(const std::filesystem::path& path)
{
    std::error_code error;
    std::filesystem::remove(path, error);
    if (error) fail(path, "removed", error.value());
}

}  // namespace trabecula
