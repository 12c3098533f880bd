#include "output/companion_files.hpp"

#include "output/time_series_csv.hpp"

#include <fstream>
#include <iterator>

namespace trabecula {

std::vector<TextFile> companion_files(const RunContents& contents)
{
    std::vector<TextFile> files = xdmf_files(contents);
    files.push_back({time_series_name, as_csv(contents.series)});
    return files;
}

bool is_in(const std::filesystem::path& folder, const TextFile& file)
{
    std::ifstream stream(folder / file.name, std::ios::binary);
    if (!stream) return file.text.empty();
    return std::string(std::istreambuf_iterator<char>(stream), {}) == file.text;
}

}  // namespace trabecula
