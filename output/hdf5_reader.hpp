#pragma once
#include "output/fingerprints.hpp"
#include "output/hdf5.hpp"

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace trabecula::hdf5 {

struct DatasetInfo {
    NumberType type = NumberType::float32;
    Shape shape;
};

/// A group of a file that is open for reading; keeps the file open. Whatever is missing or of another kind or shape
/// throws DamagedFile with the file, the place in it, and a remedy.
class GroupReader {
  public:
    const std::filesystem::path& file() const { return file_; }
    const std::string& path() const { return path_; }
    std::int64_t id() const { return group_->id(); }

    bool has(const std::string& name) const;
    GroupReader group(const std::string& name) const;

    /// Names of datasets and groups in the order in which they were made; links are left out.
    std::vector<std::string> datasets() const;
    std::vector<std::string> groups() const;

    /// Only for numbers.
    DatasetInfo info(const std::string& name) const;
    Label label(const std::string& name) const;

    /// All numbers, converted to T.
    template <class T>
    std::vector<T> read(const std::string& name) const
    {
        std::vector<T> values(count(info(name).shape));
        read_into(name, number_type<T>(), std::as_writable_bytes(std::span(values)));
        return values;
    }

    /// All numbers, converted to `type`. @throws DamagedFile when there are more or fewer than fit
    void read_into(const std::string& name, NumberType type, std::span<std::byte> into) const;

    std::string text(const std::string& name) const;
    std::vector<std::string> texts(const std::string& name) const;

    bool has_attribute(const std::string& name) const;
    std::string text_attribute(const std::string& name) const;
    std::int64_t integer_attribute(const std::string& name) const;
    std::uint64_t unsigned_attribute(const std::string& name) const;
    double number_attribute(const std::string& name) const;

    /// The check sum of all datasets and attributes at and below this group, `checksum` itself, virtual datasets and
    /// links left out. Reads everything. @throws DamagedFile
    std::string checksum() const;

    /// Adds what the check sum is made of, with `prefix` before every path.
    void add_fingerprints(const std::string& prefix, Fingerprints& into) const;

    [[noreturn]] void fail(const std::string& name, const std::string& what) const;

  private:
    friend GroupReader open_file(const std::filesystem::path& path);
    GroupReader(std::shared_ptr<Handle> file_handle, Handle group, std::filesystem::path file, std::string path);

    std::vector<std::string> link_names() const;
    std::vector<std::string> children(int object_type) const;
    Handle dataset(const std::string& name) const;
    void read_attribute(const std::string& name, NumberType type, void* into) const;

    std::shared_ptr<Handle> file_handle_;
    std::shared_ptr<Handle> group_;
    std::filesystem::path file_;
    std::string path_;
};

/// The root group of a file. @throws FileError  not there, not readable; DamagedFile  not HDF5, truncated
GroupReader open_file(const std::filesystem::path& path);

}  // namespace trabecula::hdf5
