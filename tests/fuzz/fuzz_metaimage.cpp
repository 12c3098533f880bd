#include "feed_file.hpp"

#include "imaging/metaimage.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    using namespace trabecula;
    return test::feed_file({bytes, size},
                           [](const std::filesystem::path& file) { read_metaimage(file, std::nullopt); });
}
