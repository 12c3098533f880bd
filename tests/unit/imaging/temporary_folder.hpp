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

    std::filesystem::path write(const std::string& name, const std::string& content) const
    {
        std::ofstream(path_ / name, std::ios::binary) << content;
        return path_ / name;
    }

  private:
    std::filesystem::path path_;
};

/// What a MetaImage of 4 x 3 x 2 voxels says, line by line; empty lines are left out.
struct HeaderLines {
    std::string rank = "NDims = 3";
    std::string dimensions = "DimSize = 4 3 2";
    std::string binary = "BinaryData = True";
    std::string spacing = "ElementSpacing = 0.02 0.02 0.02";
    std::string type = "ElementType = MET_UCHAR";
    std::string more;
    std::string data = "ElementDataFile = LOCAL";

    std::string text() const
    {
        std::string all = "ObjectType = Image\n";
        for (const std::string& line : {rank, dimensions, spacing, binary, more, type, data})
            if (!line.empty()) all += line + "\n";
        return all;
    }
};

/// The values 0, 1, 2, ... as bytes.
inline std::string counted_bytes(int count)
{
    std::string bytes;
    for (int i = 0; i < count; ++i) bytes += static_cast<char>(i);
    return bytes;
}

}  // namespace trabecula::test
