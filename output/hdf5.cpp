#include "output/hdf5.hpp"

#include <fmt/format.h>
#include <hdf5.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <set>
#include <stdexcept>

namespace trabecula::hdf5 {

static_assert(std::is_same_v<hid_t, std::int64_t>, "HDF5 1.10 or later");

std::size_t size_of(NumberType type)
{
    switch (type) {
        case NumberType::uint8:
            return 1;
        case NumberType::uint32:
        case NumberType::float32:
            return 4;
        case NumberType::uint64:
        case NumberType::int64:
        case NumberType::float64:
            return 8;
    }
    throw std::logic_error("unknown number type");
}

std::string_view to_string(NumberType type)
{
    switch (type) {
        case NumberType::uint8:
            return "uint8";
        case NumberType::uint32:
            return "uint32";
        case NumberType::uint64:
            return "uint64";
        case NumberType::int64:
            return "int64";
        case NumberType::float32:
            return "float32";
        case NumberType::float64:
            return "float64";
    }
    throw std::logic_error("unknown number type");
}

NumberType number_type(ScalarType type)
{
    switch (type) {
        case ScalarType::uint8:
            return NumberType::uint8;
        case ScalarType::uint32:
            return NumberType::uint32;
        case ScalarType::uint64:
            return NumberType::uint64;
        case ScalarType::float32:
            return NumberType::float32;
        case ScalarType::float64:
            return NumberType::float64;
    }
    throw std::logic_error("unknown scalar type");
}

std::int64_t type_id(NumberType type)
{
    switch (type) {
        case NumberType::uint8:
            return H5T_STD_U8LE;
        case NumberType::uint32:
            return H5T_STD_U32LE;
        case NumberType::uint64:
            return H5T_STD_U64LE;
        case NumberType::int64:
            return H5T_STD_I64LE;
        case NumberType::float32:
            return H5T_IEEE_F32LE;
        case NumberType::float64:
            return H5T_IEEE_F64LE;
    }
    throw std::logic_error("unknown number type");
}

std::size_t count(const Shape& shape)
{
    return std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>());
}

std::vector<std::string> safe_names(const std::vector<std::string>& names)
{
    const auto safe = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
               c == '+';
    };
    std::set<std::string> taken;
    std::vector<std::string> result;
    for (const std::string& name : names) {
        std::string base = name.empty() ? "_" : name;
        std::ranges::replace_if(
            base, [&](char c) { return !safe(c); }, '_');
        std::string candidate = base;
        for (int n = 2; !taken.insert(candidate).second; ++n) candidate = fmt::format("{}_{}", base, n);
        result.push_back(candidate);
    }
    return result;
}

Handle& Handle::operator=(Handle&& other) noexcept
{
    if (this == &other) return *this;
    reset();
    id_ = std::exchange(other.id_, -1);
    close_ = other.close_;
    return *this;
}

void Handle::reset() noexcept
{
    if (id_ >= 0) close_(id_);
    id_ = -1;
}

void silence()
{
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

std::string last_error()
{
    std::string text;
    const auto keep_first = [](unsigned, const H5E_error2_t* error, void* into) -> herr_t {
        auto& kept = *static_cast<std::string*>(into);
        if (kept.empty() && error->desc != nullptr) kept = error->desc;
        return 0;
    };
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_first, &text);
    return text.empty() ? "no reason given" : text;
}

}  // namespace trabecula::hdf5
