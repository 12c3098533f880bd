#include "app/scenario/scenario.hpp"

#include "pharmacology/saturable_elimination.hpp"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

using namespace trabecula;

namespace {

const std::filesystem::path source_folder = TRABECULA_SOURCE_DIR;

/// The demo with one more file included.
Scenario demo_with(const std::filesystem::path& compound_file)
{
    const auto file =
        std::filesystem::temp_directory_path() / ("trabecula-compound-" + std::to_string(getpid()) + ".toml");
    std::ofstream(file) << "include = [" << source_folder / "configs/scenarios/demo.toml"
                        << ", " << compound_file << "]\n";
    struct Removed {
        std::filesystem::path path;
        ~Removed() { std::filesystem::remove(path); }
    } const removed{file};
    return load_scenario(file);
}

std::vector<std::filesystem::path> compound_files()
{
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(source_folder / "configs/compounds"))
        files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

std::filesystem::path reference_folder()
{
    if (const char* const data = std::getenv("TRABECULA_TEST_DATA"))
        return std::filesystem::path(data).parent_path() / "reference";
    return source_folder.parent_path() / "shared/reference";
}

/// The rows of a table of the reference without its heading, split at commas; empty where the table is not there.
std::vector<std::vector<std::string>> rows_of(const std::string& table)
{
    std::ifstream file(reference_folder() / table);
    std::vector<std::vector<std::string>> rows;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        std::istringstream columns(line);
        auto& row = rows.emplace_back();
        for (std::string column; std::getline(columns, column, ',');) row.push_back(column);
    }
    return rows;
}

/// A target of the reference by the names of the rulebook, and whether the compound's direction turns round with it.
struct Target {
    std::string name;
    bool turned = false;
};

Target target_of(const std::string& reference)
{
    if (reference == "survive") return {"die", true};
    if (reference.starts_with("polarise_")) return {"become_" + reference.substr(9)};
    return {reference};
}

bool has_effect(const Compound& compound, const std::string& cell, const Target& target, bool inhibits)
{
    const Direction direction = inhibits != target.turned ? Direction::inhibits : Direction::activates;
    return std::ranges::any_of(compound.effects, [&](const CompoundEffect& effect) {
        return effect.cell.text == cell && effect.target.text == target.name && effect.direction == direction;
    });
}

}  // namespace

TEST_CASE("Every compound file fits the network", "[config][compound]")
{
    for (const auto& file : compound_files()) {
        CAPTURE(file);
        const Scenario scenario = demo_with(file);
        if (!scenario.medication.mixtures.empty()) continue;  // its compounds have files of their own
        REQUIRE(scenario.medication.compounds.size() == 1);
        const Compound& compound = scenario.medication.compounds.front();
        CHECK(!compound.source.empty());
        CHECK(compound.nominal.has_value());
    }
}

TEST_CASE("60 mg of denosumab have the course that OpenBoneMin gives them", "[config][compound][doses]")
{
    const Scenario scenario = demo_with(source_folder / "configs/compounds/denosumab.toml");
    const Compound& denosumab = scenario.medication.compounds.front();
    const Kinetics& kinetics = denosumab.kinetics.front();
    const double molar_mass = denosumab.molar_mass->value;
    const RepeatedDose dose{DoseCourse{}, 60e9 / 70.0 / molar_mass};
    const auto marrow_pM = integrate_doses(kinetics, {&dose, 1});
    const auto plasma_ug_per_ml = [&](double day) {
        return marrow_pM->mean_over(day * 24.0, day * 24.0) / kinetics.marrow_over_plasma * molar_mass * 1e-9;
    };
    CHECK(plasma_ug_per_ml(14) == Approx(8.5).epsilon(0.01));
    CHECK(plasma_ug_per_ml(84) == Approx(2.1).epsilon(0.02));
    CHECK(plasma_ug_per_ml(168) == Approx(0.024).epsilon(0.02));
}

TEST_CASE("Plant compounds act where the reference says, in its direction", "[config][compound]")
{
    const auto rows = rows_of("compound_targets.csv");
    if (rows.empty()) {
        std::cout
            << "SKIPPED: compound_targets.csv is not here; set TRABECULA_TEST_DATA to the folder beside its own\n";
        return;
    }
    std::map<std::string, Compound> compounds;
    for (const auto& row : rows) {
        const std::string& name = row.at(0);
        if (row.at(2).starts_with("drug")) continue;
        CAPTURE(name, row.at(4), row.at(5), row.at(6));
        if (!compounds.contains(name))
            compounds[name] =
                demo_with(source_folder / "configs/compounds" / (name + ".toml")).medication.compounds.front();
        CHECK(has_effect(compounds.at(name), row.at(4), target_of(row.at(5)), row.at(6) == "inhibits"));
    }
    CHECK(compounds.size() == 12);
}

TEST_CASE("Effects rest on claims that exist", "[config][compound]")
{
    const auto rows = rows_of("evidence.csv");
    if (rows.empty()) {
        std::cout << "SKIPPED: evidence.csv is not here; set TRABECULA_TEST_DATA to the folder beside its own\n";
        return;
    }
    for (const auto& file : compound_files()) {
        CAPTURE(file);
        const Scenario scenario = demo_with(file);
        for (const CompoundEffect& effect : scenario.medication.compounds.front().effects)
            for (const std::string& claim : effect.claims) {
                CAPTURE(claim);
                CHECK(std::ranges::any_of(rows, [&](const auto& row) { return row.front() == claim; }));
            }
    }
}
