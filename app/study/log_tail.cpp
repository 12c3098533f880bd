#include "app/study/log_tail.hpp"

#include "output/atomic_file.hpp"

#include <fstream>
#include <iterator>
#include <system_error>

namespace trabecula {

std::string tail_of(const std::filesystem::path& log)
{
    std::ifstream stream(log, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    constexpr std::size_t most = 4096;
    if (text.size() > most) text = text.substr(text.size() - most);
    while (text.ends_with('\n')) text.pop_back();
    return text;
}

std::string last_line(const std::string& text)
{
    const auto before = text.rfind('\n');
    return before == std::string::npos ? text : text.substr(before + 1);
}

void remove_if_empty(const std::filesystem::path& log)
{
    std::error_code error;
    if (std::filesystem::is_empty(log, error) && !error) remove_file(log);
}

}  // namespace trabecula
