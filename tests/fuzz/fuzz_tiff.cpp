#include "feed_file.hpp"

#include "imaging/tiff.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace trabecula;
    return test::feed_file({bytes, size},
                           [](const std::filesystem::path& file) { read_tiff_stack(file, Micrometres{20.0}); });
}
