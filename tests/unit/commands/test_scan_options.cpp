#include "app/commands/commands.hpp"
#include "app/commands/scan_options.hpp"

#include "output/tissue_file.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <algorithm>
#include <fstream>

using namespace trabecula;
using Catch::Contains;

namespace {

/// A folder with a scan of 8 x 8 x 8 voxels of 20 um, whose grey values are 0 to 7 along z, and a mask of 8 x 8 x 4.
class Folder {
  public:
    Folder()
    {
        std::string name = (std::filesystem::temp_directory_path() / "trabecula-app-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
        write("scan.mha", 8);
        write("small.mha", 4);
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

  private:
    void write(const std::string& name, int depth) const
    {
        std::ofstream file(path_ / name, std::ios::binary);
        file << "NDims = 3\nBinaryData = True\nDimSize = 8 8 " << depth
             << "\nElementSpacing = 0.02 0.02 0.02\nElementType = MET_UCHAR\nElementDataFile = LOCAL\n";
        for (int i = 0; i < 64 * depth; ++i) file << static_cast<char>(i / 64);
    }

    std::filesystem::path path_;
};

void run(const std::vector<std::string>& words)
{
    CLI::App program;
    add_tissue(program);
    program.parse(std::vector<std::string>(words.rbegin(), words.rend()));
}

ImportedScan import_with(const Folder& folder, const std::vector<std::string>& words)
{
    CLI::App command;
    ScanOptions options;
    options.add_to(command);
    command.parse(std::vector<std::string>(words.rbegin(), words.rend()));
    return options.import(folder / "scan.mha");
}

std::string recorded(const ImportedScan& imported, const std::string& name)
{
    const auto at = std::find_if(imported.made_from.begin(), imported.made_from.end(),
                                 [&](const auto& entry) { return entry.first == name; });
    return at == imported.made_from.end() ? "not recorded" : at->second;
}

}  // namespace

TEST_CASE("A wrong import says why, and writes nothing", "[app][import]")
{
    const Folder folder;
    std::string scan = (folder / "scan.mha").string();
    std::vector<std::string> more;
    std::string message;
    SECTION("a threshold outside the range")
    {
        more = {"--threshold", "9"};
        message = "the threshold 9 is not within the grey values, which lie from 0 to 7";
    }
    SECTION("a threshold that is none")
    {
        more = {"--threshold", "high"};
        message = "neither otsu nor a grey value nor a density";
    }
    SECTION("a density without a calibration")
    {
        more = {"--threshold", "320 mgHA/cm3"};
        message = "needs --density-slope and --density-intercept";
    }
    SECTION("half a calibration")
    {
        more = {"--density-slope", "10"};
        message = "go together";
    }
    SECTION("a slope that turns bone into marrow")
    {
        more = {"--density-slope=-1", "--density-intercept", "0"};
        message = "--density-slope = -1 must be more than 0";
    }
    SECTION("a mask of another size")
    {
        more = {"--mask", (folder / "small.mha").string()};
        message = "the mask has 8 x 8 x 4 voxels, the scan 8 x 8 x 8";
    }
    SECTION("an unknown region")
    {
        more = {"--region", "cone"};
        message = "there are box, cylinder and sphere";
    }
    SECTION("a voxel size without a unit")
    {
        more = {"--voxel", "20"};
        message = "--voxel = \"20\" is not a length; give one like \"10 um\"";
    }
    SECTION("another format")
    {
        scan = "scan.bmp";
        message = "\".bmp\" is not the extension of a scan";
    }
    std::vector<std::string> words{"tissue", "import", scan, "-o", (folder / "bone.h5").string()};
    words.insert(words.end(), more.begin(), more.end());
    CHECK_THROWS_WITH(run(words), Contains(message));
    CHECK_FALSE(std::filesystem::exists(folder / "bone.h5"));
}

TEST_CASE("An import remembers its source, the threshold that was found, and the options", "[app][import]")
{
    const Folder folder;
    const ImportedScan otsu = import_with(folder, {});
    CHECK(recorded(otsu, "source") == "scan.mha");
    CHECK(recorded(otsu, "source checksum (XXH3-128)").size() == 32);
    CHECK(std::stod(recorded(otsu, "threshold")) == otsu.segmented.threshold);
    CHECK(recorded(otsu, "option --threshold") == "otsu");
    CHECK(recorded(otsu, "option --crop") == "not recorded");

    const ImportedScan dense =
        import_with(folder, {"--threshold", "320 mgHA/cm3", "--density-slope", "100", "--density-intercept", "-80",
                             "--crop", "0", "0", "0", "8", "8", "7"});
    CHECK(dense.segmented.threshold == Approx(4.0).epsilon(1e-12));
    CHECK(dense.segmented.bv_tv() == Approx(2.0 / 7.0).epsilon(1e-12));
    CHECK(recorded(dense, "option --crop") == "0 0 0 8 8 7");
    CHECK(recorded(dense, "full mineralisation") == "1414.4 mg HA/cm3");
    CHECK_THAT(dense.summary, Contains("320 mg HA/cm3") && Contains("BV/TV 0.2857"));
}

TEST_CASE("The mineral and the outside of an import are in its tissue file", "[app][import]")
{
    const Folder folder;
    const ImportedScan imported =
        import_with(folder, {"--density-slope", "100", "--density-intercept", "0", "--region", "cylinder"});
    write_tissue(folder / "bone.h5", imported.segmented.bone, {"1", "test", imported.made_from});
    const BoneVolume read = read_tissue(folder / "bone.h5");
    CHECK(read.mineral == imported.segmented.bone.mineral);
    CHECK(read.outside == imported.segmented.bone.outside);
}
