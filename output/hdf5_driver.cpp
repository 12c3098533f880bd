#include "output/hdf5_driver.hpp"

#include <hdf5.h>
#if H5_VERSION_GE(1, 13, 0)
#include <H5FDdevelop.h>
#endif

#include <memory>

namespace trabecula::hdf5 {

namespace {

struct DriverSettings {
    AtomicFile* target;
};

struct DriverFile {
    H5FD_t base;  // HDF5 sees this part only
    AtomicFile* target;
    haddr_t end_of_allocation;
};

DriverFile& ours(H5FD_t* file)
{
    return *reinterpret_cast<DriverFile*>(file);
}
const DriverFile& ours(const H5FD_t* file)
{
    return *reinterpret_cast<const DriverFile*>(file);
}

constexpr haddr_t largest_address = (haddr_t{1} << 62U) - 1;

H5FD_t* open_file(const char*, unsigned, hid_t access, haddr_t)
{
    const auto* settings = static_cast<const DriverSettings*>(H5Pget_driver_info(access));
    if (settings == nullptr) return nullptr;
    auto file = std::make_unique<DriverFile>();
    file->target = settings->target;
    return &file.release()->base;
}

herr_t close_file(H5FD_t* file)
{
    delete &ours(file);
    return 0;
}

int compare(const H5FD_t* a, const H5FD_t* b)
{
    const std::less<> before;
    if (before(ours(a).target, ours(b).target)) return -1;
    return before(ours(b).target, ours(a).target) ? 1 : 0;
}

herr_t query(const H5FD_t*, unsigned long* flags)
{
    if (flags != nullptr)
        *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA | H5FD_FEAT_DATA_SIEVE |
                 H5FD_FEAT_AGGREGATE_SMALLDATA;
    return 0;
}

haddr_t end_of_allocation(const H5FD_t* file, H5FD_mem_t)
{
    return ours(file).end_of_allocation;
}
haddr_t end_of_file(const H5FD_t* file, H5FD_mem_t)
{
    return ours(file).target->size();
}

herr_t set_end_of_allocation(H5FD_t* file, H5FD_mem_t, haddr_t address)
{
    ours(file).end_of_allocation = address;
    return 0;
}

herr_t read_bytes(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t address, size_t size, void* buffer)
{
    return ours(file).target->read_at(address, {static_cast<std::byte*>(buffer), size}) ? 0 : -1;
}

herr_t write_bytes(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t address, size_t size, const void* buffer)
{
    ours(file).target->write_at(address, {static_cast<const std::byte*>(buffer), size});
    return 0;
}

herr_t truncate_file(H5FD_t* file, hid_t, hbool_t)
{
    if (ours(file).end_of_allocation != ours(file).target->size())
        ours(file).target->resize(ours(file).end_of_allocation);
    return 0;
}

H5FD_class_t describe_driver()
{
    H5FD_class_t driver{};
#if H5_VERSION_GE(1, 13, 2)
    driver.version = H5FD_CLASS_VERSION;
    driver.value = static_cast<H5FD_class_value_t>(600);
#endif
    driver.name = "trabecula";
    driver.maxaddr = largest_address;
    driver.fc_degree = H5F_CLOSE_STRONG;
    driver.fapl_size = sizeof(DriverSettings);
    driver.open = open_file;
    driver.close = close_file;
    driver.cmp = compare;
    driver.query = query;
    driver.get_eoa = end_of_allocation;
    driver.set_eoa = set_end_of_allocation;
    driver.get_eof = end_of_file;
    driver.read = read_bytes;
    driver.write = write_bytes;
    driver.truncate = truncate_file;
    constexpr H5FD_mem_t by_use[] = H5FD_FLMAP_DICHOTOMY;
    std::copy(std::begin(by_use), std::end(by_use), std::begin(driver.fl_map));
    return driver;
}

}  // namespace

Handle access_through(AtomicFile& target)
{
    static const H5FD_class_t driver = describe_driver();
    static const hid_t id = H5FDregister(&driver);
    const DriverSettings settings{&target};
    Handle access(H5Pcreate(H5P_FILE_ACCESS), H5Pclose);
    H5Pset_driver(access.id(), id, &settings);
    H5Pset_fclose_degree(access.id(), H5F_CLOSE_STRONG);
    H5Pset_libver_bounds(access.id(), H5F_LIBVER_V110, H5F_LIBVER_V110);
    return access;
}

}  // namespace trabecula::hdf5
