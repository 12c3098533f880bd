#include "app/study/shared_input.hpp"

#include "output/tissue_file.hpp"

#include "core/error.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <filesystem>

using namespace trabecula;

namespace {

namespace fs = std::filesystem;

Scenario scenario_with(const std::string& setting)
{
    return load_scenario(fs::path(TRABECULA_SOURCE_DIR) / "configs/scenarios/demo.toml", {{setting, "time.seed=0"}});
}

/// Gets ready what an arm with this scenario needs.
void prepare(SharedInput& input, const Scenario& scenario)
{
    input.prepare(scenario.hash, [&] { return scenario; });
}

/// A file of synthetic bone; a run that begins from it has the bone of the scenario.
class BoneFile {
  public:
    explicit BoneFile(const Scenario& scenario)
        : path(fs::temp_directory_path() / ("trabecula-shared-" + std::to_string(::getpid()) + ".h5"))
    {
        write(scenario);
    }
    ~BoneFile()
    {
        fs::remove(path);
        fs::remove(fs::path(path).replace_extension("xdmf"));
    }
    BoneFile(const BoneFile&) = delete;
    BoneFile& operator=(const BoneFile&) = delete;

    void write(const Scenario& scenario) const { write_tissue(path, make_bone(scenario), {}); }

    Scenario scenario(const std::string& setting = "time.duration=1 h") const
    {
        ScenarioChanges changes;
        changes.settings = {setting, "time.seed=0"};
        changes.tissue = path.string();
        return load_scenario(fs::path(TRABECULA_SOURCE_DIR) / "configs/scenarios/demo.toml", changes);
    }

    const fs::path path;
};

}  // namespace

TEST_CASE("Runs share a bone that two in a row ask for, made or from a file", "[study]")
{
    const Scenario small = scenario_with("tissue.synthetic.size=200 um");
    const BoneFile file(small);
    const bool from_file = GENERATE(false, true);
    CAPTURE(from_file);
    const Scenario first = from_file ? file.scenario() : small;
    SharedInput input;
    prepare(input, first);
    CHECK(input.bone() == nullptr);
    prepare(input, first);
    REQUIRE(input.bone() != nullptr);
    CHECK(input.bone()->bone_fraction == make_bone(small).bone_fraction);
    prepare(input, scenario_with("tissue.synthetic.size=240 um"));
    CHECK(input.bone() == nullptr);
}

TEST_CASE("Arms that differ in anything but the bone share it", "[study]")
{
    const BoneFile file(scenario_with("tissue.synthetic.size=200 um"));
    SharedInput input;
    prepare(input, file.scenario("time.duration=1 h"));
    prepare(input, file.scenario("time.duration=2 h"));
    CHECK(input.bone() != nullptr);
    CHECK(input.scenario().duration.value == 2.0);
}

TEST_CASE("Cultures have each their own well", "[study]")
{
    const fs::path folder = fs::path(TRABECULA_SOURCE_DIR) / "configs/scenarios";
    SharedInput input;
    for (const char* culture : {"osteoclastogenesis.toml", "osteoblastogenesis.toml", "osteoblastogenesis.toml"}) {
        prepare(input, load_scenario(folder / culture));
        CHECK(input.bone() == nullptr);
    }
}

TEST_CASE("A setting that names a file of bone does what --tissue does", "[config][study]")
{
    const BoneFile file(scenario_with("tissue.synthetic.size=200 um"));
    const fs::path folder = fs::path(TRABECULA_SOURCE_DIR) / "configs/scenarios";
    ScenarioChanges by_option;
    by_option.tissue = file.path.string();
    for (const char* base : {"demo.toml", "osteoclastogenesis.toml"}) {
        CAPTURE(base);
        const Scenario set = load_scenario(folder / base, {{"tissue.file=" + file.path.string()}});
        CHECK(set.tissue_file == file.path);
        CHECK(set.hash == load_scenario(folder / base, by_option).hash);
    }
}

TEST_CASE("A file of bone that was replaced while the study runs is refused", "[study]")
{
    const BoneFile file(scenario_with("tissue.synthetic.size=200 um"));
    const std::string hash = file.scenario().hash;
    file.write(scenario_with("tissue.synthetic.size=240 um"));
    SharedInput input;
    CHECK_THROWS_WITH(input.prepare(hash, [&] { return file.scenario(); }),
                      Catch::Contains("the scenario changed while the study ran") && Catch::Contains("--resume"));
}
