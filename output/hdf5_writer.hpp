#pragma once
#include "output/hdf5.hpp"
#include "output/hdf5_reader.hpp"

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace trabecula::hdf5 {

/// Where the whole of one dataset of another file appears in a virtual dataset.
struct VirtualBlock {
    std::string file;     // relative to the file that holds the virtual dataset; "." is that file
    std::string dataset;  // "/fields/RANKL"
    Shape source_shape;
    Shape corner;  // in the virtual dataset
    Shape extent;  // in the virtual dataset; as many numbers as source_shape
};

struct NewFileContent;

/// A group of a file that is being written. Every function throws FileError, with path, cause and remedy.
/// Children keep the order in which they were made.
class GroupWriter {
  public:
    GroupWriter make_group(const std::string& name) const;

    /// Numbers in the given shape; from 16 KiB on in chunks, shuffled and deflated.
    void write(const std::string& name, NumberType type, const Shape& shape, std::span<const std::byte> values,
               const Label& label = {}) const;

    template <class T>
    void write(const std::string& name, const std::vector<T>& values, const Label& label = {}) const
    {
        write(name, number_type<T>(), {values.size()}, std::as_bytes(std::span(values)), label);
    }

    void write_text(const std::string& name, std::string_view text) const;
    void write_texts(const std::string& name, const std::vector<std::string>& texts) const;

    /// Numbers that lie in other files; what no block covers reads as zero.
    void write_virtual(const std::string& name, NumberType type, const Shape& shape,
                       const std::vector<VirtualBlock>& blocks, const Label& label = {}) const;

    /// A soft link.
    void link(const std::string& name, const std::string& target) const;

    /// Copies a group of another file with all it holds, compressed chunks as they are.
    void copy(const GroupReader& source, const std::string& name) const;

    void attribute(const std::string& name, std::string_view text) const;
    void attribute(const std::string& name, const char* text) const { attribute(name, std::string_view(text)); }
    void attribute(const std::string& name, std::int64_t value) const;
    void attribute(const std::string& name, std::uint64_t value) const;
    void attribute(const std::string& name, double value) const;
    void attribute(const std::string& name, const std::vector<std::int64_t>& values) const;
    void attribute(const std::string& name, const std::vector<double>& values) const;

  private:
    friend class NewFile;
    GroupWriter(std::shared_ptr<NewFileContent> content, Handle group, std::string path)
        : content_(std::move(content)), group_(std::make_shared<Handle>(std::move(group))), path_(std::move(path))
    {}
    [[noreturn]] void fail(std::string_view action, const std::string& name) const;
    void number_attribute(const std::string& name, NumberType type, const Shape& shape,
                          std::span<const std::byte> bytes) const;
    void remember(const std::string& key, const Shape& shape, std::span<const std::byte> bytes) const;
    Handle make_dataset(const std::string& name, std::int64_t type, const Shape& shape, const Handle& creation) const;
    void describe(const Handle& dataset, const std::string& name, const Label& label, const Shape& shape) const;

    std::shared_ptr<NewFileContent> content_;
    std::shared_ptr<Handle> group_;
    std::string path_;
};

/// An HDF5 file that appears whole, on `commit`, or not at all (AtomicFile). Readable by HDF5 1.10 and later.
class NewFile {
  public:
    /// @throws FileError
    explicit NewFile(const std::filesystem::path& path);
    ~NewFile();
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;

    GroupWriter root() const;

    /// Adds the attribute `checksum` (see hdf5_reader.hpp), closes, syncs and renames. Returns the check sum.
    /// @throws FileError  with path, cause (the first write that failed) and remedy; the target is then as it was
    std::string commit();

  private:
    std::shared_ptr<NewFileContent> content_;
};

}  // namespace trabecula::hdf5
