#include "app/scenario/scenario.hpp"

#include "app/scenario/lay_profiles.hpp"
#include "app/scenario/read_cell_table.hpp"
#include "app/scenario/read_model.hpp"
#include "app/scenario/read_synthetic.hpp"
#include "app/scenario/resolve_likes.hpp"

#include "output/tissue_file.hpp"

#include "core/config/include.hpp"
#include "core/error.hpp"
#include "core/state_hash.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace trabecula {

namespace {

/// What two files side by side may not both define.
constexpr std::array<std::string_view, 2> defined_once{"compound", "mixture"};

void read_tissue(Section& root, Scenario& scenario)
{
    Section tissue = root.section("tissue");
    if (tissue.has("synthetic") + tissue.has("well") + tissue.has("file") != 1) {
        tissue.problem("synthetic",
                       "or tissue.file must be given, one of them: [tissue.synthetic], [tissue.well], or "
                       "file = \"bone.h5\"");
        tissue.skip();
        return;
    }
    if (auto synthetic = tissue.section_if_present("synthetic")) scenario.synthetic = read_synthetic(*synthetic);
    if (auto well = tissue.section_if_present("well")) scenario.well = read_well(*well);
    if (const auto file = tissue.text_if_present("file")) {
        scenario.tissue_file = *file;
        std::error_code error;
        if (!std::filesystem::is_regular_file(scenario.tissue_file, error))
            tissue.problem(
                "file",
                fmt::format("= \"{}\" {}; make one with `trabecula tissue import`", *file,
                            std::filesystem::exists(scenario.tissue_file, error) ? "is not a file" : "does not exist"));
    }
}

/// `[placement] file = "cells.csv"`: cells one by one, instead of by densities.
void read_placement(Section& root, Scenario& scenario)
{
    auto placement = root.section_if_present("placement");
    if (!placement) return;
    const std::string file = placement->text("file");
    if (!file.empty()) scenario.model.placed = read_cell_table(file, root.reader().problems);
}

void read_profiles(Section& root, Scenario& scenario)
{
    Section profiles = root.section_or_empty("profile");
    for (auto& [name, section] : profiles.named_sections()) {
        scenario.profiles.push_back({name.text, section.text("meaning"), section.source()});
        if (scenario.well)
            root.reader().problems.add(
                name.place, fmt::format("profile.{} is that of an animal or a patient, and [tissue.well] is a culture; "
                                        "set the signals and cells of the culture instead",
                                        name.text));
    }
}

void check_multiple(Section& section, std::string_view key, Hours value, Hours step)
{
    const double steps = value / step;
    if (value.value > 0.0 && step.value > 0.0 && std::abs(steps - std::round(steps)) > 1e-6)
        section.problem(key, fmt::format("= {:g} h is not a whole number of steps of {:g} h", value.value, step.value));
}

void read_time(Section& root, Scenario& scenario)
{
    Section time = root.section("time");
    time.read("duration", scenario.duration, positive);
    time.read("step", scenario.model.step, Bounds{.least = 1.0 / 3600.0, .most = 24.0});
    check_multiple(time, "duration", scenario.duration, scenario.model.step);
    if (scenario.duration / scenario.model.step > 4e9)
        time.problem("step", "makes more than 4e9 steps; take a longer one");
    scenario.model.seed =
        static_cast<std::uint64_t>(time.whole_number("seed", 0, std::numeric_limits<std::int64_t>::max()));
}

void read_output(Section& root, Scenario& scenario)
{
    Section output = root.section("output");
    const auto read = [&](std::string_view key, Hours& every) {
        output.read(key, every, not_negative);
        check_multiple(output, key, every, scenario.model.step);
    };
    read("frames", scenario.output.frames);
    read("series", scenario.output.series);
    read("checkpoints", scenario.output.checkpoints);
    output.read_if_present("label_interval", scenario.model.label_interval, not_negative);
    if (output.has("label_interval"))
        check_multiple(output, "label_interval", scenario.model.label_interval, scenario.model.step);
    scenario.output.keep_checkpoints = output.whole_number("keep_checkpoints", 1, 1000);
}

void read_solver(Section& root, Scenario& scenario)
{
    Section solver = root.section("solver");
    scenario.model.tolerance =
        solver.number_of("tolerance", NumberDimension::name, Bounds{.least = 1e-6, .most = 1e-2});
    if (solver.has("coarsening"))
        scenario.model.coarsening = static_cast<int>(solver.whole_number("coarsening", 1, FieldGrid::most_coarsening));
}

/// Keys whose value is the path of a file, relative to the scenario's folder.
struct FileKey {
    std::string_view section;
    std::string_view key;
};
constexpr auto file_keys = std::to_array<FileKey>({{"tissue", "file"}, {"placement", "file"}});

template <class Visit>
void for_files(ConfigNode& root, Visit&& visit)
{
    for (const FileKey& where : file_keys)
        for (auto& section : root.members)
            if (section.key == where.section)
                for (auto& entry : section.value.members)
                    if (entry.key == where.key && entry.value.kind == ConfigNode::Kind::string) visit(entry.value);
}

void make_paths_absolute(ConfigNode& root, const std::filesystem::path& folder)
{
    for_files(root, [&](ConfigNode& file) {
        if (file.place.file.rfind("--set", 0) == 0) return;
        file.text = std::filesystem::absolute(folder / file.text).lexically_normal().string();
    });
}

/// What a run depends on: the resolved text without the title, with the contents of files in place of their paths. So a
/// scenario has one hash wherever its files lie, and another one when they change.
std::string hash_of(const ConfigNode& tree)
{
    ConfigNode contents = tree;
    std::erase_if(contents.members, [](const ConfigNode::Member& member) { return member.key == "title"; });
    for_files(contents, [](ConfigNode& file) { file.text = file_digest(file.text); });
    StateHash hash;
    hash.add(to_toml(contents));
    return hash.digest();
}

/// Puts one file in place of a section: what --tissue and --cells do.
void replace_by_file(ConfigNode& root, std::string_view section, const std::string& option, const std::string& file)
{
    if (file.empty()) return;
    for (auto& member : root.members)
        if (member.key == "title" && member.value.kind == ConfigNode::Kind::string)
            member.value.text += fmt::format(", {} of {}", section == "tissue" ? "bone" : "cells",
                                             std::filesystem::path(file).filename().string());
    std::erase_if(root.members, [&](const auto& member) { return member.key == section; });
    const Place place{option};
    ConfigNode path;
    path.kind = ConfigNode::Kind::string;
    path.text = std::filesystem::absolute(file).lexically_normal().string();
    path.place = place;
    ConfigNode replaced;
    replaced.place = place;
    replaced.members.push_back({"file", place, path});
    root.members.push_back({std::string(section), place, replaced});
}

/// A setting that names a file of bone takes the place of what the scenario has, as --tissue does.
void make_room_for_file(ConfigNode& root, std::span<const std::string> settings)
{
    if (std::ranges::none_of(settings, [](const std::string& setting) { return setting.starts_with("tissue.file="); }))
        return;
    for (auto& section : root.members)
        if (section.key == "tissue")
            std::erase_if(section.value.members, [](const ConfigNode::Member& tissue) {
                return tissue.key == "synthetic" || tissue.key == "well";
            });
}

void describe_tree(Scenario& scenario)
{
    scenario.resolved = to_toml(scenario.tree);
    scenario.hash = hash_of(scenario.tree);
}

Scenario read_scenario(ConfigNode tree)
{
    Scenario scenario;
    ConfigReader reader;
    {
        Section root(tree, "", reader);
        scenario.title = root.text("title");
        read_time(root, scenario);
        read_tissue(root, scenario);
        read_profiles(root, scenario);
        read_placement(root, scenario);
        read_output(root, scenario);
        read_solver(root, scenario);
        read_model(root, scenario.duration, scenario.model, scenario.medication);
    }
    reader.problems.throw_if_any();
    scenario.tree = std::move(tree);
    describe_tree(scenario);
    return scenario;
}

}  // namespace

bool is_file_key(std::string_view path)
{
    return std::ranges::any_of(file_keys,
                               [&](const FileKey& key) { return path == fmt::format("{}.{}", key.section, key.key); });
}

std::uint32_t Scenario::steps() const
{
    return static_cast<std::uint32_t>(std::llround(duration / model.step));
}

ScenarioText read_scenario_text(const std::filesystem::path& file, const ScenarioChanges& changes)
{
    ScenarioText text{load_config(file, defined_once), file.parent_path()};
    for (const std::filesystem::path& overlay : changes.overlays)
        merge_files(text.tree, load_config(overlay, defined_once), defined_once);
    replace_by_file(text.tree, "tissue", "--tissue", changes.tissue);
    replace_by_file(text.tree, "placement", "--cells", changes.cells);
    return text;
}

Scenario scenario_from(const ScenarioText& text, std::vector<std::string> settings)
{
    ConfigNode tree = text.tree;
    lay_profiles(tree, settings);
    make_room_for_file(tree, settings);
    apply_settings(tree, settings);
    resolve_likes(tree);
    make_paths_absolute(tree, text.folder);
    return read_scenario(std::move(tree));
}

Scenario load_scenario(const std::filesystem::path& file, const ScenarioChanges& changes)
{
    return scenario_from(read_scenario_text(file, changes), changes.settings);
}

Scenario scenario_from_text(const std::string& resolved, const std::string& name)
{
    return read_scenario(parse_toml(resolved, name));
}

Scenario with_seed(Scenario scenario, std::int64_t seed)
{
    apply_settings(scenario.tree, std::array{fmt::format("time.seed={}", seed)});
    scenario.model.seed = static_cast<std::uint64_t>(seed);
    describe_tree(scenario);
    return scenario;
}

Grid grid_of(const Scenario& scenario)
{
    if (scenario.synthetic) return scenario.synthetic->grid;
    if (scenario.well) return scenario.well->grid;
    return as_input([&] { return read_tissue_grid(scenario.tissue_file); });
}

BoneVolume make_bone(const Scenario& scenario)
{
    if (scenario.synthetic) return make_synthetic_bone(*scenario.synthetic);
    if (scenario.well) return make_well(*scenario.well);
    return as_input([&] { return read_tissue(scenario.tissue_file); });
}

Tissue make_tissue(const Scenario& scenario)
{
    return make_tissue(scenario, make_bone(scenario));
}

Tissue make_tissue(const Scenario& scenario, const BoneVolume& bone)
{
    return tissue_from(bone, scenario.model.bone.matrix_age, scenario.model.bone.mineral);
}

}  // namespace trabecula
