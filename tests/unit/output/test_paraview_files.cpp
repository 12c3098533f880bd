#include "sample_run.hpp"

#include "output/hdf5_reader.hpp"
#include "output/pack.hpp"
#include "output/run_reader.hpp"
#include "output/verify.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>
#include <hdf5.h>

#include <regex>

using namespace trabecula;

namespace {

/// Whether every element is closed in order; enough for files without comments.
bool is_well_formed(const std::string& text)
{
    static const std::regex tag(R"(<(/?)([A-Za-z0-9]+)((?:\s+[A-Za-z]+="[^"<&]*")*)\s*(/?)>)");
    std::vector<std::string> open;
    std::size_t tags = 0;
    for (std::sregex_iterator it(text.begin(), text.end(), tag), end; it != end; ++it, ++tags) {
        if ((*it)[1] == "/") {
            if (open.empty() || open.back() != (*it)[2]) return false;
            open.pop_back();
        } else if ((*it)[4] != "/") {
            open.push_back((*it)[2]);
        }
    }
    return open.empty() && tags + 1 == static_cast<std::size_t>(std::ranges::count(text, '<'));
}

struct Item {
    std::string dimensions;
    std::string file;
    std::string dataset;
};

std::vector<Item> data_items(const std::string& text)
{
    static const std::regex item(R"r(<DataItem Format="HDF"[^>]*Dimensions="([0-9 ]*)">([^:<]*):([^<]*)<)r");
    std::vector<Item> items;
    for (std::sregex_iterator it(text.begin(), text.end(), item), end; it != end; ++it)
        items.push_back({(*it)[1], (*it)[2], (*it)[3]});
    return items;
}

std::string dimensions_of(const std::filesystem::path& file, const std::string& dataset)
{
    const hdf5::GroupReader root = hdf5::open_file(file);
    const std::size_t slash = dataset.find('/', 1);
    const hdf5::DatasetInfo info = root.group(dataset.substr(1, slash - 1)).info(dataset.substr(slash + 1));
    std::string text;
    for (const auto side : info.shape) text += (text.empty() ? "" : " ") + std::to_string(side);
    return text;
}

std::size_t occurrences(const std::string& text, const std::string& part)
{
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

}  // namespace

TEST_CASE("The XDMF files are well formed and name datasets of the right shape that exist", "[output]")
{
    const ScratchFolder folder;
    write_sample_run(folder / "run");
    for (const char* name : {"run_fields.xdmf", "run_agents.xdmf"}) {
        const std::string text = contents_of((folder / "run") / name);
        CHECK(is_well_formed(text));
        const auto items = data_items(text);
        CHECK(items.size() > 10);
        for (const Item& item : items)
            CHECK(dimensions_of((folder / "run") / item.file, item.dataset) == item.dimensions);
        CHECK(occurrences(text, "<Time ") == 3);
    }
}

TEST_CASE("A step without agents is an empty collection in XDMF", "[output]")
{
    const ScratchFolder folder;
    write_sample_run(folder / "run");
    const std::string text = contents_of((folder / "run") / "run_agents.xdmf");
    CHECK(occurrences(text, "Spatial") == 3);
    CHECK(occurrences(text, "Polyvertex") == 2);
    CHECK(occurrences(text, "frames/000001.h5") == 0);
}

TEST_CASE("The index shows the same numbers as the frames, through virtual datasets", "[output]")
{
    const ScratchFolder folder;
    write_sample_run(folder / "run");
    std::filesystem::rename(folder / "run", folder / "moved");
    std::filesystem::path index = (folder / "moved") / "run.vtkhdf";
    SECTION("of a folder") {}
    SECTION("of a packed file")
    {
        pack_run(folder / "moved", folder / "packed.vtkhdf");
        index = folder / "packed.vtkhdf";
    }
    const RunReader reader(folder / "moved");
    const hdf5::GroupReader top = hdf5::open_file(index).group("VTKHDF");
    const hdf5::GroupReader cells = top.group("fields").group("CellData");
    for (const VoxelArrayLabel& array : reader.voxel_arrays()) {
        CHECK(cells.info(array.dataset).shape == hdf5::Shape{3, 5, 33, 37});
        std::vector<float> expected;
        for (std::size_t frame = 0; frame < 3; ++frame) {
            const auto values = reader.voxels(frame, array.group, array.name);
            expected.insert(expected.end(), values.begin(), values.end());
        }
        CHECK(cells.read<float>(array.dataset) == expected);
        CHECK(array.dataset.find_first_of("/.") == std::string::npos);
    }
    const hdf5::GroupReader agents = top.group("agents");
    std::vector<float> points;
    std::vector<float> radii;
    std::vector<std::int64_t> counts;
    for (std::size_t frame = 0; frame < 3; ++frame) {
        const FrameAgents now = reader.agents(frame);
        for (const auto& at : now.position_um) points.insert(points.end(), at.begin(), at.end());
        radii.insert(radii.end(), now.radius_um.begin(), now.radius_um.end());
        counts.push_back(static_cast<std::int64_t>(now.type.size()));
    }
    CHECK(counts == std::vector<std::int64_t>{9000, 0, 6000});
    CHECK(agents.read<std::int64_t>("NumberOfPoints") == counts);
    CHECK(agents.read<float>("Points") == points);
    CHECK(agents.group("PointData").read<float>("radius") == radii);
    const auto offsets = agents.group("Vertices").read<std::int64_t>("Offsets");
    REQUIRE(offsets.size() == 15003);
    CHECK(offsets[9000] == 9000);
    CHECK(offsets[9001] == 0);
    CHECK(offsets.back() == 6000);
    CHECK(agents.group("Steps").read<std::int64_t>("PointOffsets") == std::vector<std::int64_t>{0, 9000, 9000});
    CHECK(agents.group("Steps").read<double>("Values") == reader.frame_times_h());
    CHECK(top.group("Assembly").has("fields"));
}

TEST_CASE("A packed run reads and verifies like the folder it was made from", "[output]")
{
    const ScratchFolder folder;
    write_sample_run(folder / "run");
    pack_run(folder / "run", folder / "packed.h5");
    const RunReader run(folder / "run");
    std::filesystem::rename(folder / "run", folder / "elsewhere");
    const RunReader packed(folder / "packed.h5");
    CHECK(packed.title() == run.title());
    CHECK(packed.frame_times_h() == run.frame_times_h());
    CHECK(packed.final_state_hash() == run.final_state_hash());
    CHECK(packed.agents(2).id.size() == 6000);
    CHECK(packed.voxels(1, "fields", "RANKL") == RunReader(folder / "elsewhere").voxels(1, "fields", "RANKL"));
    CHECK(packed.frame_file(1) == folder / "packed.h5");
    const VerifyReport report = verify_run(folder / "packed.h5");
    CHECK(report.problems == std::vector<std::string>{});
    CHECK(report.frames == 3);
    CHECK_THROWS_WITH(pack_run(folder / "packed.h5", folder / "again.h5"), Catch::Contains("packed already"));

    std::filesystem::resize_file((folder / "elsewhere") / "frames/000001.h5", 3000);
    CHECK_THROWS_AS(pack_run(folder / "elsewhere", folder / "second.h5"), FileError);
    CHECK(!std::filesystem::exists(folder / "second.h5"));
}
