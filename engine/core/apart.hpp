#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

namespace trabecula {

/// How a process apart ended.
struct ApartEnd {
    int status = 0;           // what `work` returned
    std::string killed_by{};  // "Floating point exception"; empty: `work` came to its end
};

/// Does `work` in a copy of this process, whose memory is lost with it: a library may crash, or never end, on a damaged
/// file, and this process goes on. Where no process can be made, does it here.
/// @param most  processor time that it may take
/// @param work  returns 0 to 255; what it throws, the copy meets as this process would
ApartEnd run_apart(std::chrono::seconds most, const std::function<int()>& work);

/// Processor time in which so many bytes are read by far.
std::chrono::seconds enough_to_read(std::uintmax_t bytes);

}  // namespace trabecula
