#include "output/hdf5_reader.hpp"

#include "output/atomic_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <hdf5.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace trabecula::hdf5 {

namespace {

constexpr std::size_t longest_name = 1023;  // of our datasets; a longer one is cut, and then is not found
constexpr std::string_view damaged_remedy = "the file is damaged or not of this program: restore it from a copy";

std::string strip_padding(std::string text)
{
    while (!text.empty() && text.back() == '\0') text.pop_back();
    return text;
}

std::vector<hsize_t> sides_of(std::int64_t space)
{
    std::vector<hsize_t> sides(static_cast<std::size_t>(std::max(0, H5Sget_simple_extent_ndims(space))));
    H5Sget_simple_extent_dims(space, sides.data(), nullptr);
    return sides;
}

bool is_virtual(const Handle& dataset)
{
    const Handle creation(H5Dget_create_plist(dataset.id()), H5Pclose);
    return H5Pget_layout(creation.id()) == H5D_VIRTUAL;
}

/// Value bytes of an attribute or dataset as stored; a single text without its padding, as it was given.
struct Stored {
    Shape shape;
    std::vector<std::byte> bytes;
};

template <class Read>
Stored read_stored(const Handle& type, const Handle& space, Read&& read)
{
    Stored stored;
    const auto sides = sides_of(space.id());
    stored.shape.assign(sides.begin(), sides.end());
    stored.bytes.resize(count(stored.shape) * H5Tget_size(type.id()));
    if (!stored.bytes.empty() && !read(stored.bytes.data())) return {};
    if (H5Tget_class(type.id()) == H5T_STRING && stored.shape.empty())
        while (!stored.bytes.empty() && stored.bytes.back() == std::byte{0}) stored.bytes.pop_back();
    return stored;
}

Stored stored_attribute(std::int64_t object, const std::string& name)
{
    const Handle attribute(H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose);
    const Handle type(H5Aget_type(attribute.id()), H5Tclose);
    const Handle space(H5Aget_space(attribute.id()), H5Sclose);
    return read_stored(type, space, [&](void* into) { return H5Aread(attribute.id(), type.id(), into) >= 0; });
}

std::vector<std::string> attribute_names(std::int64_t object)
{
    std::vector<std::string> names;
    hsize_t position = 0;
    const auto keep = [](hid_t, const char* name, const H5A_info_t*, void* into) -> herr_t {
        static_cast<std::vector<std::string>*>(into)->emplace_back(name);
        return 0;
    };
    H5Aiterate2(object, H5_INDEX_NAME, H5_ITER_NATIVE, &position, keep, &names);
    return names;
}

void check_readable(const std::filesystem::path& path)
{
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) throw FileError(file_failure(path, "read", EISDIR));
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0 && errno == ENOENT)
        throw FileError(
            fmt::format("{}: is missing; correct the path, or restore the file from a copy", path.string()));
    if (descriptor < 0) throw FileError(file_failure(path, "read", errno));
    ::close(descriptor);
}

}  // namespace

GroupReader open_file(const std::filesystem::path& path)
{
    silence();
    check_readable(path);
    const Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    H5Pset_fclose_degree(access.id(), H5F_CLOSE_STRONG);
#if H5_VERSION_GE(1, 10, 7)
    H5Pset_file_locking(access.id(), 0, 1);  // files are never changed in place, and network disks often cannot lock
#endif
    auto file = std::make_shared<Handle>(H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.id()), H5Fclose);
    if (!file->valid())
        throw DamagedFile(
            fmt::format("{}: is not a complete HDF5 file ({}); {}", path.string(), last_error(), damaged_remedy));
    Handle root(H5Gopen2(file->id(), "/", H5P_DEFAULT), H5Gclose);
    if (!root.valid())
        throw DamagedFile(fmt::format("{}: has no root group ({}); {}", path.string(), last_error(), damaged_remedy));
    return {std::move(file), std::move(root), path, ""};
}

GroupReader::GroupReader(std::shared_ptr<Handle> file_handle, Handle group, std::filesystem::path file,
                         std::string path)
    : file_handle_(std::move(file_handle)),
      group_(std::make_shared<Handle>(std::move(group))),
      file_(std::move(file)),
      path_(std::move(path))
{}

void GroupReader::fail(const std::string& name, const std::string& what) const
{
    throw DamagedFile(fmt::format("{}: {}/{} {}; {}", file_.string(), path_, name, what, damaged_remedy));
}

bool GroupReader::has(const std::string& name) const
{
    return H5Lexists(group_->id(), name.c_str(), H5P_DEFAULT) > 0 &&
           H5Oexists_by_name(group_->id(), name.c_str(), H5P_DEFAULT) > 0;
}

GroupReader GroupReader::group(const std::string& name) const
{
    Handle opened(has(name) ? H5Gopen2(group_->id(), name.c_str(), H5P_DEFAULT) : -1, H5Gclose);
    if (!opened.valid()) fail(name, "is missing");
    return {file_handle_, std::move(opened), file_, path_ + "/" + name};
}

std::vector<std::string> GroupReader::link_names() const
{
    H5G_info_t info{};
    if (H5Gget_info(group_->id(), &info) < 0) fail("", fmt::format("cannot be listed ({})", last_error()));
    const Handle creation(H5Gget_create_plist(group_->id()), H5Pclose);
    unsigned order = 0;
    H5Pget_link_creation_order(creation.id(), &order);
    const H5_index_t index = (order & H5P_CRT_ORDER_INDEXED) != 0 ? H5_INDEX_CRT_ORDER : H5_INDEX_NAME;
    std::vector<std::string> names;
    for (hsize_t i = 0; i < info.nlinks; ++i) {
        H5L_info_t link{};
        std::array<char, longest_name + 1> name{};
        if (H5Lget_info_by_idx(group_->id(), ".", index, H5_ITER_INC, i, &link, H5P_DEFAULT) < 0 ||
            H5Lget_name_by_idx(group_->id(), ".", index, H5_ITER_INC, i, name.data(), name.size(), H5P_DEFAULT) < 0)
            fail("", fmt::format("cannot be listed ({})", last_error()));
        if (link.type == H5L_TYPE_HARD) names.emplace_back(name.data());
    }
    return names;
}

std::vector<std::string> GroupReader::children(int object_type) const
{
    const std::vector<std::string> all = link_names();
    std::vector<std::string> wanted;
    for (const std::string& name : all) {
        const Handle object(H5Oopen(group_->id(), name.c_str(), H5P_DEFAULT), H5Oclose);
        if (!object.valid()) fail(name, "cannot be opened");
        if (static_cast<int>(H5Iget_type(object.id())) == object_type) wanted.push_back(name);
    }
    return wanted;
}

std::vector<std::string> GroupReader::datasets() const
{
    return children(H5I_DATASET);
}
std::vector<std::string> GroupReader::groups() const
{
    return children(H5I_GROUP);
}

Handle GroupReader::dataset(const std::string& name) const
{
    Handle opened(has(name) ? H5Dopen2(group_->id(), name.c_str(), H5P_DEFAULT) : -1, H5Dclose);
    if (!opened.valid()) fail(name, "is missing");
    return opened;
}

DatasetInfo GroupReader::info(const std::string& name) const
{
    const Handle opened = dataset(name);
    const Handle type(H5Dget_type(opened.id()), H5Tclose);
    const Handle space(H5Dget_space(opened.id()), H5Sclose);
    DatasetInfo info;
    const auto sides = sides_of(space.id());
    info.shape.assign(sides.begin(), sides.end());
    for (const NumberType candidate : {NumberType::uint8, NumberType::uint32, NumberType::uint64, NumberType::int64,
                                       NumberType::float32, NumberType::float64}) {
        info.type = candidate;
        if (H5Tequal(type.id(), type_id(candidate)) > 0) return info;
    }
    fail(name, "holds no numbers of a type that is known here");
}

Label GroupReader::label(const std::string& name) const
{
    const Handle opened = dataset(name);
    const auto text = [&](const char* key) -> std::string {
        if (H5Aexists(opened.id(), key) <= 0) return {};
        const Stored stored = stored_attribute(opened.id(), key);
        return {reinterpret_cast<const char*>(stored.bytes.data()), stored.bytes.size()};
    };
    return {text("name"), text("unit"), text("meaning")};
}

void GroupReader::read_into(const std::string& name, NumberType type, std::span<std::byte> into) const
{
    const Handle opened = dataset(name);
    const std::size_t stored = count(info(name).shape);
    if (stored * size_of(type) != into.size())
        fail(name, fmt::format("holds {} numbers, expected {}", stored, into.size() / size_of(type)));
    if (into.empty()) return;
    if (H5Dread(opened.id(), type_id(type), H5S_ALL, H5S_ALL, H5P_DEFAULT, into.data()) < 0)
        fail(name, fmt::format("cannot be read ({})", last_error()));
}

std::string GroupReader::text(const std::string& name) const
{
    const std::vector<std::string> all = texts(name);
    if (all.size() != 1) fail(name, "is not one text");
    return all.front();
}

std::vector<std::string> GroupReader::texts(const std::string& name) const
{
    const Handle opened = dataset(name);
    const Handle type(H5Dget_type(opened.id()), H5Tclose);
    const Handle space(H5Dget_space(opened.id()), H5Sclose);
    if (H5Tget_class(type.id()) != H5T_STRING || H5Tis_variable_str(type.id()) > 0)
        fail(name, "is not text of fixed length");
    const std::size_t width = H5Tget_size(type.id());
    const auto sides = sides_of(space.id());
    std::string packed(count({sides.begin(), sides.end()}) * width, '\0');
    if (!packed.empty() && H5Dread(opened.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, packed.data()) < 0)
        fail(name, fmt::format("cannot be read ({})", last_error()));
    std::vector<std::string> result;
    for (std::size_t at = 0; at < packed.size(); at += width) result.push_back(strip_padding(packed.substr(at, width)));
    return result;
}

bool GroupReader::has_attribute(const std::string& name) const
{
    return H5Aexists(group_->id(), name.c_str()) > 0;
}

std::string GroupReader::text_attribute(const std::string& name) const
{
    if (!has_attribute(name)) fail("@" + name, "is missing");
    const Stored stored = stored_attribute(group_->id(), name);
    return strip_padding({reinterpret_cast<const char*>(stored.bytes.data()), stored.bytes.size()});
}

void GroupReader::read_attribute(const std::string& name, NumberType type, void* into) const
{
    if (!has_attribute(name)) fail("@" + name, "is missing");
    const Handle attribute(H5Aopen(group_->id(), name.c_str(), H5P_DEFAULT), H5Aclose);
    const Handle space(H5Aget_space(attribute.id()), H5Sclose);
    if (!attribute.valid() || H5Sget_simple_extent_npoints(space.id()) != 1 ||
        H5Aread(attribute.id(), type_id(type), into) < 0)
        fail("@" + name, "is not a number");
}

std::int64_t GroupReader::integer_attribute(const std::string& name) const
{
    std::int64_t value = 0;
    read_attribute(name, NumberType::int64, &value);
    return value;
}

std::uint64_t GroupReader::unsigned_attribute(const std::string& name) const
{
    std::uint64_t value = 0;
    read_attribute(name, NumberType::uint64, &value);
    return value;
}

double GroupReader::number_attribute(const std::string& name) const
{
    double value = 0.0;
    read_attribute(name, NumberType::float64, &value);
    return value;
}

void GroupReader::add_fingerprints(const std::string& prefix, Fingerprints& into) const
{
    const auto add_attributes = [&](std::int64_t object, const std::string& place) {
        for (const std::string& name : attribute_names(object)) {
            if (place.empty() && name == "checksum") continue;
            const Stored stored = stored_attribute(object, name);
            into[place + "@" + name] = fingerprint(stored.shape, stored.bytes);
        }
    };
    add_attributes(group_->id(), prefix);
    for (const std::string& name : datasets()) {
        const Handle opened = dataset(name);
        if (!is_virtual(opened)) {
            const Handle type(H5Dget_type(opened.id()), H5Tclose);
            const Handle space(H5Dget_space(opened.id()), H5Sclose);
            const Stored stored = read_stored(type, space, [&](void* bytes) {
                return H5Dread(opened.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes) >= 0;
            });
            into[prefix + "/" + name] = fingerprint(stored.shape, stored.bytes);
        }
        add_attributes(opened.id(), prefix + "/" + name);
    }
    for (const std::string& name : groups()) group(name).add_fingerprints(prefix + "/" + name, into);
}

std::string GroupReader::checksum() const
{
    Fingerprints all;
    add_fingerprints("", all);
    return checksum_of(all);
}

}  // namespace trabecula::hdf5
