#include "feed_file.hpp"

#include "imaging/vti.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace trabecula;
    return test::feed_file({bytes, size}, [](const std::filesystem::path& file) { read_vti(file, std::nullopt); });
}
