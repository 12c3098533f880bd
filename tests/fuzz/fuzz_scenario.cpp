#include "app/scenario/scenario.hpp"

#include "core/error.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <string>

using namespace trabecula;

namespace {

/// A folder of its own, with one file that an input may include.
class ScenarioFolder {
  public:
    ScenarioFolder()
        : path_(std::filesystem::temp_directory_path() / fmt::format("trabecula-fuzz-scenario-{}", ::getpid()))
    {
        std::filesystem::create_directories(path_);
        std::filesystem::copy_file(TRABECULA_FUZZ_CORPUS "/scenario/whole.toml", path_ / "whole.toml");
    }
    ~ScenarioFolder() { std::filesystem::remove_all(path_); }
    ScenarioFolder(const ScenarioFolder&) = delete;
    ScenarioFolder& operator=(const ScenarioFolder&) = delete;

    std::filesystem::path write(std::string_view text) const
    {
        std::ofstream(path_ / "input.toml", std::ios::binary) << text;
        return path_ / "input.toml";
    }

  private:
    std::filesystem::path path_;
};

/// Whether it includes files elsewhere on this machine, which say nothing about the reader.
bool includes_others(const ConfigNode& tree)
{
    const ConfigNode* include = tree.find("include");
    if (include == nullptr) return false;
    const auto is_elsewhere = [](const ConfigNode& item) { return item.text.find('/') != std::string::npos; };
    return std::ranges::any_of(include->items, is_elsewhere);
}

/// What a run keeps of a scenario must be read as the same scenario.
void check_resolved(const Scenario& scenario)
{
    if (scenario_from_text(scenario.resolved, "resolved").hash != scenario.hash) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    static const ScenarioFolder folder;
    const std::string text(bytes, bytes + size);
    std::optional<Scenario> scenario;
    try {
        if (includes_others(parse_toml(text, "input.toml"))) return 0;
        scenario = load_scenario(folder.write(text));
    } catch (const InputError&) {
        return 0;
    }
    check_resolved(*scenario);
    return 0;
}
