#pragma once
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace trabecula::test {

/// A folder of its own that is removed at the end.
class TemporaryFolder {
  public:
    TemporaryFolder()
    {
        std::string name = (std::filesystem::temp_directory_path() / "trabecula-imaging-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    ~TemporaryFolder() { std::filesystem::remove_all(path_); }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }

    std::filesystem::path write(const std::string& name, const std::string& content) const
    {
        std::ofstream(path_ / name, std::ios::binary) << content;
        return path_ / name;
    }

  private:
    std::filesystem::path path_;
};

/// The values 0, 1, 2, ... as bytes.
inline std::string counted_bytes(int count)
{
    std::string bytes;
    for (int i = 0; i < count; ++i) bytes += static_cast<char>(i);
    return bytes;
}

/// The bytes of a number, least significant first.
template <class Number>
std::string little(Number number)
{
    return {reinterpret_cast<const char*>(&number), sizeof(number)};
}

/// The bytes of a number, most significant first.
template <class Number>
std::string big(Number number)
{
    const std::string bytes = little(number);
    return {bytes.rbegin(), bytes.rend()};
}

}  // namespace trabecula::test
