#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace trabecula {

/// A file that appears whole or not at all: it is written beside its name (NAME.tmp), synced, and renamed by
/// `commit`, so that a kill, a full disk or a power cut leaves what stood under the name before. A NAME.tmp that an
/// earlier kill left behind is replaced.
class AtomicFile {
  public:
    /// @throws FileError  with path, cause and remedy when NAME.tmp cannot be made
    explicit AtomicFile(std::filesystem::path target);

    /// Removes NAME.tmp unless `commit` succeeded.
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    const std::filesystem::path& target() const { return target_; }
    std::uint64_t size() const { return size_; }

    /// The first failure is kept for `throw_if_failed`; all that is written later is dropped. (HDF5 cannot close a
    /// file whose writes fail, so it must not see them.)
    void write_at(std::uint64_t offset, std::span<const std::byte> bytes) noexcept;

    /// Bytes beyond the end read as zero. False when the file cannot be read.
    bool read_at(std::uint64_t offset, std::span<std::byte> bytes) const noexcept;
    void resize(std::uint64_t size) noexcept;
    void append(std::string_view text) noexcept { write_at(size_, std::as_bytes(std::span(text))); }

    /// @throws FileError  with path, cause and remedy of the first write that failed
    void throw_if_failed() const;

    /// Syncs, renames, syncs the folder. @throws FileError; the target is then as it was
    void commit();

  private:
    std::filesystem::path target_;
    std::filesystem::path beside_;
    int descriptor_ = -1;
    int first_errno_ = 0;
    bool committed_ = false;
    std::uint64_t size_ = 0;
};

/// Writes a text file atomically. @throws FileError
void write_text_file(const std::filesystem::path& path, std::string_view text);

/// Makes the folder and its parents. @throws FileError  with path, cause and remedy
void make_folder(const std::filesystem::path& folder);

/// Removes a file; one that is not there is no error. @throws FileError
void remove_file(const std::filesystem::path& path);

/// "PATH: cannot be ACTION: CAUSE; REMEDY"
std::string file_failure(const std::filesystem::path& path, std::string_view action, int error_number);

}  // namespace trabecula
