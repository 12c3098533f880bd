#include "peak_memory.hpp"

#include "core/error.hpp"

#include <malloc.h>

#include <fstream>
#include <string>
#include <string_view>

namespace trabecula::bench {

namespace {

/// An entry of /proc/self/status that is in kB.
double bytes_of(std::string_view entry)
{
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;) {
        double kilobytes = 0.0;
        if (word == entry && status >> kilobytes) return 1024.0 * kilobytes;
    }
    throw FileError("/proc/self/status has no " + std::string(entry) + "; memory is measured on Linux only");
}

}  // namespace

double resident_bytes()
{
    return bytes_of("VmRSS:");
}

double peak_bytes()
{
    return bytes_of("VmHWM:");
}

void forget_peak()
{
    malloc_trim(0);
    std::ofstream("/proc/self/clear_refs") << 5;
}

}  // namespace trabecula::bench
