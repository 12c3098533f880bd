#pragma once
#include "output/hdf5.hpp"
#include "output/hdf5_reader.hpp"

#include <fuzzer/FuzzedDataProvider.h>
#include <hdf5.h>

#include <filesystem>
#include <string>
#include <vector>

namespace trabecula::test {

/// Changes an HDF5 file as bytes of an input say: objects and attributes go, get other types, shapes and values. HDF5
/// finds nothing wrong with the result; our readers are to.
class Hdf5Edits {
  public:
    explicit Hdf5Edits(const std::filesystem::path& file)
        : file_(H5Fopen(file.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose)
    {
        H5Ovisit1(file_.id(), H5_INDEX_NAME, H5_ITER_INC, keep_path, &paths_);
    }

    void apply(FuzzedDataProvider& input)
    {
        while (input.remaining_bytes() > 0) {
            const std::string& path = paths_[input.ConsumeIntegralInRange<std::size_t>(0, paths_.size() - 1)];
            switch (input.ConsumeIntegralInRange(0, 3)) {
                case 0:
                    H5Ldelete(file_.id(), path.c_str(), H5P_DEFAULT);
                    break;
                case 1:
                    H5Ldelete(file_.id(), path.c_str(), H5P_DEFAULT);
                    put_dataset(path, input);
                    break;
                case 2:
                    remove_attribute(path, input);
                    break;
                default:
                    put_attribute(path, remove_attribute(path, input), input);
            }
        }
    }

    /// Makes the check sum of a group that of its content, so that readers look further.
    void correct_checksum(const std::filesystem::path& file, const std::string& group)
    {
        H5Fflush(file_.id(), H5F_SCOPE_LOCAL);
        const hdf5::Handle at(H5Gopen2(file_.id(), group.c_str(), H5P_DEFAULT), H5Gclose);
        if (!at.valid() || H5Adelete(at.id(), "checksum") < 0) return;
        std::string sum;
        try {
            const hdf5::GroupReader root = hdf5::open_file(file);
            sum = (group == "/" ? root : root.group(group.substr(1))).checksum();
        } catch (const FileError&) {
            return;
        }
        const hdf5::Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
        H5Tset_size(type.id(), sum.size());
        const hdf5::Handle space(H5Screate(H5S_SCALAR), H5Sclose);
        const hdf5::Handle made(H5Acreate2(at.id(), "checksum", type.id(), space.id(), H5P_DEFAULT, H5P_DEFAULT),
                                H5Aclose);
        H5Awrite(made.id(), type.id(), sum.data());
    }

  private:
    struct Value {
        hdf5::Handle type;
        hdf5::Handle space;
        std::vector<std::uint8_t> bytes;
    };

    static herr_t keep_path(hid_t, const char* name, const H5O_info_t*, void* into)
    {
        static_cast<std::vector<std::string>*>(into)->emplace_back(name);
        return 0;
    }

    static Value value(FuzzedDataProvider& input)
    {
        const hid_t types[] = {H5T_STD_U8LE,   H5T_STD_U32LE,  H5T_STD_U64LE, H5T_STD_I64LE,
                               H5T_IEEE_F32LE, H5T_IEEE_F64LE, H5T_STD_I16BE, H5T_C_S1};
        Value value{{H5Tcopy(input.PickValueInArray(types)), H5Tclose}, {}, {}};
        if (H5Tget_class(value.type.id()) == H5T_STRING)
            H5Tset_size(value.type.id(), input.ConsumeIntegralInRange<std::size_t>(1, 40));
        const int rank = input.ConsumeIntegralInRange(0, 4);
        std::size_t count = 1;
        std::vector<hsize_t> sides(static_cast<std::size_t>(rank));
        for (hsize_t& side : sides) count *= side = input.ConsumeIntegralInRange<hsize_t>(0, 13);
        value.space = rank == 0 ? hdf5::Handle(H5Screate(H5S_SCALAR), H5Sclose)
                                : hdf5::Handle(H5Screate_simple(rank, sides.data(), nullptr), H5Sclose);
        value.bytes = input.ConsumeBytes<std::uint8_t>(input.ConsumeIntegralInRange<std::size_t>(0, 64));
        value.bytes.resize(count * H5Tget_size(value.type.id()));
        return value;
    }

    void put_dataset(const std::string& path, FuzzedDataProvider& input)
    {
        const Value put = value(input);
        const hdf5::Handle made(
            H5Dcreate2(file_.id(), path.c_str(), put.type.id(), put.space.id(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
            H5Dclose);
        if (made.valid() && !put.bytes.empty())
            H5Dwrite(made.id(), put.type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, put.bytes.data());
    }

    /// @return its name; empty where the object is gone or has none
    std::string remove_attribute(const std::string& path, FuzzedDataProvider& input)
    {
        const hdf5::Handle object(H5Oopen(file_.id(), path.c_str(), H5P_DEFAULT), H5Oclose);
        const int attributes = object.valid() ? H5Aget_num_attrs(object.id()) : 0;
        if (attributes <= 0) return {};
        char name[64] = {};
        const auto which = input.ConsumeIntegralInRange<hsize_t>(0, static_cast<hsize_t>(attributes) - 1);
        H5Aget_name_by_idx(object.id(), ".", H5_INDEX_NAME, H5_ITER_INC, which, name, sizeof name, H5P_DEFAULT);
        H5Adelete(object.id(), name);
        return name;
    }

    void put_attribute(const std::string& path, const std::string& name, FuzzedDataProvider& input)
    {
        if (name.empty()) return;
        const Value put = value(input);
        const hdf5::Handle object(H5Oopen(file_.id(), path.c_str(), H5P_DEFAULT), H5Oclose);
        const hdf5::Handle made(
            H5Acreate2(object.id(), name.c_str(), put.type.id(), put.space.id(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
        if (made.valid() && !put.bytes.empty()) H5Awrite(made.id(), put.type.id(), put.bytes.data());
    }

    hdf5::Handle file_;
    std::vector<std::string> paths_;
};

}  // namespace trabecula::test
