#include "output/hdf5_writer.hpp"

#include "output/atomic_file.hpp"
#include "output/chunk_compression.hpp"
#include "output/fingerprints.hpp"
#include "output/hdf5_driver.hpp"

#include <fmt/format.h>
#include <hdf5.h>

#include <algorithm>

namespace trabecula::hdf5 {

struct NewFileContent {
    explicit NewFileContent(const std::filesystem::path& path) : target(path) {}

    AtomicFile target;
    Handle file;  // behind `target`: closed first
    Fingerprints fingerprints;
};

namespace {

constexpr std::size_t smallest_compressed_bytes = 16384;
constexpr std::uint64_t longest_chunk_row = 32768;

Shape chunk_of(const Shape& shape)
{
    Shape chunk = shape;
    if (shape.size() == 3) {
        for (auto& side : chunk) side = std::min<std::uint64_t>(side, 32);
    } else {
        chunk[0] = std::min(shape[0], longest_chunk_row);
    }
    return chunk;
}

std::array<std::size_t, 3> in_three_dimensions(const Shape& shape)
{
    std::array<std::size_t, 3> padded{1, 1, 1};
    std::copy(shape.begin(), shape.end(), padded.end() - static_cast<std::ptrdiff_t>(shape.size()));
    return padded;
}

Handle space_of(const Shape& shape)
{
    if (shape.empty()) return {H5Screate(H5S_SCALAR), H5Sclose};
    const std::vector<hsize_t> sides(shape.begin(), shape.end());
    return {H5Screate_simple(static_cast<int>(sides.size()), sides.data(), nullptr), H5Sclose};
}

/// Without times of creation: the same content gives the same bytes.
Handle dataset_creation()
{
    Handle creation(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
    H5Pset_obj_track_times(creation.id(), 0);
    return creation;
}

/// Fixed length, padded with NUL; ASCII where it can be, for VTK's reader.
Handle text_type(std::size_t length, bool ascii)
{
    Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
    H5Tset_size(type.id(), std::max<std::size_t>(length, 1));
    H5Tset_strpad(type.id(), H5T_STR_NULLPAD);
    H5Tset_cset(type.id(), ascii ? H5T_CSET_ASCII : H5T_CSET_UTF8);
    return type;
}

bool is_ascii(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool write_compressed(const Handle& dataset, const Shape& shape, const Shape& chunk, std::size_t width,
                      std::span<const std::byte> values)
{
    bool ok = true;
    const std::size_t skipped = 3 - shape.size();
    const ChunkedLayout layout{in_three_dimensions(shape), in_three_dimensions(chunk), width};
    compress_chunks(values, layout, [&](std::array<std::size_t, 3> corner, std::span<const std::uint8_t> bytes) {
        const std::vector<hsize_t> at(corner.begin() + static_cast<std::ptrdiff_t>(skipped), corner.end());
        ok = ok && H5Dwrite_chunk(dataset.id(), H5P_DEFAULT, 0, at.data(), bytes.size(), bytes.data()) >= 0;
    });
    return ok;
}

/// What runs along the sides of an array of voxels; empty where rows are cells or times.
std::string axes_of(const Shape& shape)
{
    return shape.size() == 3 ? "z y x" : shape.size() == 4 ? "t z y x" : "";
}

bool write_attribute(std::int64_t object, const std::string& name, std::int64_t type, const Shape& shape,
                     const void* bytes)
{
    const Handle space = space_of(shape);
    const Handle attribute(H5Acreate2(object, name.c_str(), type, space.id(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
    return attribute.valid() && H5Awrite(attribute.id(), type, bytes) >= 0;
}

bool write_text_attribute(std::int64_t object, const std::string& name, std::string_view text)
{
    const Handle type = text_type(text.size(), is_ascii(text));
    return write_attribute(object, name, type.id(), {}, text.empty() ? "" : text.data());
}

}  // namespace

void GroupWriter::fail(std::string_view action, const std::string& name) const
{
    content_->target.throw_if_failed();
    throw FileError(fmt::format("{}: HDF5 could not {} {}/{}: {}; this is a defect of the program, please report it",
                                content_->target.target().string(), action, path_, name, last_error()));
}

void GroupWriter::remember(const std::string& key, const Shape& shape, std::span<const std::byte> bytes) const
{
    content_->fingerprints[path_ + key] = fingerprint(shape, bytes);
}

GroupWriter GroupWriter::make_group(const std::string& name) const
{
    const Handle creation(H5Pcreate(H5P_GROUP_CREATE), H5Pclose);
    H5Pset_obj_track_times(creation.id(), 0);
    H5Pset_link_creation_order(creation.id(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
    Handle group(H5Gcreate2(group_->id(), name.c_str(), H5P_DEFAULT, creation.id(), H5P_DEFAULT), H5Gclose);
    if (!group.valid()) fail("make the group", name);
    return {content_, std::move(group), path_ + "/" + name};
}

Handle GroupWriter::make_dataset(const std::string& name, std::int64_t type, const Shape& shape,
                                 const Handle& creation) const
{
    const Handle space = space_of(shape);
    Handle dataset(H5Dcreate2(group_->id(), name.c_str(), type, space.id(), H5P_DEFAULT, creation.id(), H5P_DEFAULT),
                   H5Dclose);
    if (!dataset.valid()) fail("make the dataset", name);
    return dataset;
}

void GroupWriter::write(const std::string& name, NumberType type, const Shape& shape, std::span<const std::byte> values,
                        const Label& label) const
{
    const std::size_t width = size_of(type);
    if (values.size() != count(shape) * width)
        throw std::logic_error(fmt::format("{}/{}: {} bytes do not fill its shape", path_, name, values.size()));

    const bool compress = values.size() >= smallest_compressed_bytes && !shape.empty() && shape.size() <= 3;
    const Handle creation = dataset_creation();
    const Shape chunk = compress ? chunk_of(shape) : Shape{};
    if (compress) {
        const std::vector<hsize_t> sides(chunk.begin(), chunk.end());
        H5Pset_chunk(creation.id(), static_cast<int>(sides.size()), sides.data());
        if (width > 1) H5Pset_shuffle(creation.id());
        H5Pset_deflate(creation.id(), 1);
    }
    const Handle dataset = make_dataset(name, type_id(type), shape, creation);
    const bool written = values.empty() || (compress ? write_compressed(dataset, shape, chunk, width, values)
                                                     : H5Dwrite(dataset.id(), type_id(type), H5S_ALL, H5S_ALL,
                                                                H5P_DEFAULT, values.data()) >= 0);
    if (!written) fail("write", name);
    remember("/" + name, shape, values);
    describe(dataset, name, label, shape);
    content_->target.throw_if_failed();
}

void GroupWriter::describe(const Handle& dataset, const std::string& name, const Label& label, const Shape& shape) const
{
    const std::string axes = axes_of(shape);
    const std::pair<const char*, const std::string*> parts[] = {
        {"name", &label.name}, {"unit", &label.unit}, {"meaning", &label.meaning}, {"axes", &axes}};
    for (const auto& [key, text] : parts) {
        if (text->empty()) continue;
        if (!write_text_attribute(dataset.id(), key, *text)) fail("write an attribute of", name);
        remember("/" + name + "@" + key, {}, std::as_bytes(std::span(*text)));
    }
}

void GroupWriter::write_text(const std::string& name, std::string_view text) const
{
    const Handle type = text_type(text.size(), is_ascii(text));
    const Handle dataset = make_dataset(name, type.id(), {}, dataset_creation());
    const void* bytes = text.empty() ? "" : text.data();
    if (H5Dwrite(dataset.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes) < 0) fail("write", name);
    remember("/" + name, {}, std::as_bytes(std::span(text)));
}

void GroupWriter::write_texts(const std::string& name, const std::vector<std::string>& texts) const
{
    std::size_t longest = 1;
    for (const std::string& text : texts) longest = std::max(longest, text.size());
    std::string packed;
    for (const std::string& text : texts) packed += text + std::string(longest - text.size(), '\0');

    const Handle type = text_type(longest, is_ascii(packed));
    const Handle dataset = make_dataset(name, type.id(), {texts.size()}, dataset_creation());
    if (!texts.empty() && H5Dwrite(dataset.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, packed.data()) < 0)
        fail("write", name);
    remember("/" + name, {texts.size()}, std::as_bytes(std::span(packed)));
}

void GroupWriter::write_virtual(const std::string& name, NumberType type, const Shape& shape,
                                const std::vector<VirtualBlock>& blocks, const Label& label) const
{
    const Handle creation = dataset_creation();
    const Handle space = space_of(shape);
    bool is_virtual = false;
    for (const VirtualBlock& block : blocks) {
        if (count(block.extent) == 0) continue;
        is_virtual = true;
        const std::vector<hsize_t> corner(block.corner.begin(), block.corner.end());
        const std::vector<hsize_t> extent(block.extent.begin(), block.extent.end());
        const Handle source = space_of(block.source_shape);
        H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, corner.data(), nullptr, extent.data(), nullptr);
        if (H5Pset_virtual(creation.id(), space.id(), block.file.c_str(), block.dataset.c_str(), source.id()) < 0)
            fail("map a frame into", name);
    }
    const Handle dataset = make_dataset(name, type_id(type), shape, creation);
    if (!is_virtual) remember("/" + name, shape, {});  // nothing to map: an ordinary dataset of this file, and empty
    describe(dataset, name, label, shape);
}

void GroupWriter::link(const std::string& name, const std::string& target) const
{
    if (H5Lcreate_soft(target.c_str(), group_->id(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT) < 0) fail("link", name);
}

void GroupWriter::copy(const GroupReader& source, const std::string& name) const
{
    if (H5Ocopy(source.id(), ".", group_->id(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT) < 0) fail("copy", name);
    source.add_fingerprints(path_ + "/" + name, content_->fingerprints);
    content_->target.throw_if_failed();
}

void GroupWriter::attribute(const std::string& name, std::string_view text) const
{
    if (!write_text_attribute(group_->id(), name, text)) fail("write the attribute", name);
    remember("@" + name, {}, std::as_bytes(std::span(text)));
}

void GroupWriter::number_attribute(const std::string& name, NumberType type, const Shape& shape,
                                   std::span<const std::byte> bytes) const
{
    if (!write_attribute(group_->id(), name, type_id(type), shape, bytes.data())) fail("write the attribute", name);
    remember("@" + name, shape, bytes);
}

void GroupWriter::attribute(const std::string& name, std::int64_t value) const
{
    number_attribute(name, NumberType::int64, {}, std::as_bytes(std::span(&value, 1)));
}

void GroupWriter::attribute(const std::string& name, std::uint64_t value) const
{
    number_attribute(name, NumberType::uint64, {}, std::as_bytes(std::span(&value, 1)));
}

void GroupWriter::attribute(const std::string& name, double value) const
{
    number_attribute(name, NumberType::float64, {}, std::as_bytes(std::span(&value, 1)));
}

void GroupWriter::attribute(const std::string& name, const std::vector<std::int64_t>& values) const
{
    number_attribute(name, NumberType::int64, {values.size()}, std::as_bytes(std::span(values)));
}

void GroupWriter::attribute(const std::string& name, const std::vector<double>& values) const
{
    number_attribute(name, NumberType::float64, {values.size()}, std::as_bytes(std::span(values)));
}

NewFile::NewFile(const std::filesystem::path& path) : content_(std::make_shared<NewFileContent>(path))
{
    silence();
    const Handle access = access_through(content_->target);
    const Handle creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose);
    H5Pset_obj_track_times(creation.id(), 0);
    content_->file = Handle(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation.id(), access.id()), H5Fclose);
    if (content_->file.valid()) return;
    content_->target.throw_if_failed();
    throw FileError(fmt::format("{}: HDF5 could not make the file: {}; check the installation of HDF5", path.string(),
                                last_error()));
}

NewFile::~NewFile()
{
    content_->file.reset();
}

GroupWriter NewFile::root() const
{
    return {content_, Handle(H5Gopen2(content_->file.id(), "/", H5P_DEFAULT), H5Gclose), ""};
}

std::string NewFile::commit()
{
    const std::string checksum = checksum_of(content_->fingerprints);
    root().attribute("checksum", checksum);
    const bool closed = H5Fclose(content_->file.id()) >= 0;
    if (closed) content_->file.forget();
    content_->target.throw_if_failed();
    if (!closed)
        throw FileError(fmt::format("{}: HDF5 could not finish the file: {}; try again",
                                    content_->target.target().string(), last_error()));
    content_->target.commit();
    return checksum;
}

}  // namespace trabecula::hdf5
