#include "app/scenario/scenario.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

using namespace trabecula;

namespace {

const std::filesystem::path source_folder = TRABECULA_SOURCE_DIR;

const ModelParams& model()
{
    static const ModelParams params = load_scenario(source_folder / "configs/scenarios/demo.toml").model;
    return params;
}

const CellParams& cell(const std::string& name)
{
    for (const CellParams& cell : model().cells)
        if (cell.name == name) return cell;
    throw std::logic_error("no cell type " + name);
}

/// A node or behaviour of a cell type; nullptr when it has none of that name.
const RuleSpec* rule(const std::string& cell_name, const std::string& name)
{
    const Rulebook& rulebook = cell(cell_name).rulebook;
    for (const NodeSpec& node : rulebook.nodes())
        if (node.rule.name.text == name) return &node.rule;
    for (const BehaviourSpec& behaviour : rulebook.behaviours())
        if (behaviour.rule.name.text == name) return &behaviour.rule;
    return nullptr;
}

struct Influence {
    std::string signal;
    int sign;
};

std::vector<Influence> direct(const RuleSpec& rule)
{
    std::vector<Influence> found;
    for (const Driver& driver : rule.activators)
        if (rule.max != rule.base) found.push_back({driver.signal.text, rule.max > rule.base ? 1 : -1});
    for (const Driver& driver : rule.required) found.push_back({driver.signal.text, 1});
    for (const auto* inhibitors : rule.all_inhibitors())
        for (const Driver& driver : *inhibitors) found.push_back({driver.signal.text, -1});
    for (const NameInFile& state : rule.when) found.push_back({state.text, 1});
    return found;
}

/// Whether a signal acts on a rule in a direction, by itself or through nodes of the cell.
bool acts(const std::string& cell_name, const RuleSpec& target, const std::string& signal, int sign, int depth = 4)
{
    return std::ranges::any_of(direct(target), [&](const Influence& influence) {
        if (influence.signal == signal && influence.sign == sign) return true;
        const RuleSpec* const node = depth > 0 ? rule(cell_name, influence.signal) : nullptr;
        return node != nullptr && node != &target && acts(cell_name, *node, signal, sign * influence.sign, depth - 1);
    });
}

// ------------------------------------------------------------------------------------------------ the reference

/// A line of network.csv.
struct NetworkLine {
    std::string cell, target, kind, driver, effect;
};

std::vector<NetworkLine> reference_network()
{
    std::filesystem::path folder = source_folder.parent_path() / "shared/reference";
    if (const char* const data = std::getenv("TRABECULA_TEST_DATA"))
        folder = std::filesystem::path(data).parent_path() / "reference";
    std::ifstream file(folder / "network.csv");
    std::vector<NetworkLine> lines;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("#") || line.starts_with("cell,")) continue;
        std::istringstream columns(line);
        NetworkLine read;
        for (std::string* column : {&read.cell, &read.target, &read.kind, &read.driver, &read.effect})
            std::getline(columns, *column, ',');
        lines.push_back(read);
    }
    return lines;
}

/// How a target of the reference is called here, and whether it stands for its opposite: survival is less death.
struct Target {
    std::vector<std::string> names;  // any of them
    int sign = 1;
};

Target target_of(const NetworkLine& line)
{
    static const std::map<std::string, Target> names{
        {"fuse_into_osteoclast", {{"fuse"}}},
        {"survive", {{"die"}, -1}},
        {"apoptosis", {{"die"}}},
        {"pyroptosis", {{"die"}}},
        {"differentiate", {{"become_osteoblast"}}},
        {"proliferate", {{"divide"}}},
        {"form_bone", {{"form"}}},
        {"polarise_M1", {{"become_M1"}}},
        {"polarise_M2", {{"become_M2"}}},
        {"secrete_RANKL", {{"secrete_RANKL", "present_RANKL"}}},
    };
    const auto found = names.find(line.target);
    return found == names.end() ? Target{{line.target}} : found->second;
}

/// The drivers of a line as signals here, each with its sign: "TNF and low oestrogen" is TNF, and oestrogen the other
/// way round. Empty: the line says something else, which `says_something_else` checks.
std::vector<Influence> drivers_of(const NetworkLine& line)
{
    std::string text = line.driver;
    const auto replace = [&](const std::string& from, const std::string& to) {
        for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
            text.replace(at, from.size(), to);
    };
    replace(" AND ", " and ");
    replace("; ", " and ");
    replace(" x ", " and ");
    replace("(", "");
    replace(")", "");
    replace("senescent SASP", "sasp");
    replace("nfatc1 TRAP and CTSK", "nfatc1");
    replace("runx2_osterix ALP and OCN", "runx2_osterix");
    replace("RANKL_free", line.cell == "osteoclast" ? "presented_RANKL" : "RANKL");
    replace("unloading", "low load");
    replace("Th2 and Treg", "Th2 and Treg");
    if (line.cell == "osteocyte") replace("apoptosis", "distress");
    const int direction = line.effect.starts_with("inhibits") || line.effect.starts_with("decreases") ? -1 : 1;
    std::vector<Influence> drivers;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(" and ", begin), text.size());
        std::string name = text.substr(begin, end - begin);
        int sign = direction;
        if (name.starts_with("low ")) {
            name = name.substr(4);
            sign = -sign;
        }
        if (name == "load") name = "strain";  // what osteocytes feel of it
        drivers.push_back({name, sign});
        begin = end + 5;
    }
    return drivers;
}

/// Lines that are no plain edges: what must hold instead. @return whether the line was one of them
bool says_something_else(const NetworkLine& line)
{
    const auto has_base = [&](const char* name) {
        const RuleSpec* const node = rule(line.cell, name);
        REQUIRE(node != nullptr);
        CHECK(node->base > 0.0);
        return true;
    };
    if (line.driver.starts_with("basal") || line.driver.starts_with("energy stress"))
        return has_base(line.target.c_str());
    if (line.driver.ends_with(" activators") || line.driver.ends_with("MAPK activators"))
        return has_base(line.target.c_str());
    if (line.driver.starts_with("same drivers as in the ")) {
        const std::string other = line.driver.ends_with("msc") ? "msc" : "osteoclast_precursor";
        const RuleSpec* const here = rule(line.cell, line.target);
        const RuleSpec* const there = rule(other, line.target);
        REQUIRE(here != nullptr);
        REQUIRE(there != nullptr);
        const auto names = [](const RuleSpec& rule) {
            std::set<std::string> all;
            for (const Influence& influence : direct(rule)) all.insert(influence.signal);
            return all;
        };
        CHECK(names(*here) == names(*there));
        return true;
    }
    if (line.target == "migrate_to_bone") {
        for (const char* field : {"RANKL", "MCSF", "TGFB"})
            if (line.driver.find(field) != std::string::npos)
                CHECK(rule(line.cell, std::string("climb_") + field) != nullptr);
        return true;
    }
    if (line.target == "release_TGFB_BMP2_from_matrix") {
        CHECK(rule(line.cell, "free_TGFB") != nullptr);
        CHECK(rule(line.cell, "free_BMP2") != nullptr);
        return true;
    }
    if (line.target == "detach") return true;  // agents/remodel.cpp; its own test is in property/agents
    if (line.target.starts_with("embed_as_osteocyte")) {
        CHECK(rule(line.cell, "become_lining_cell") != nullptr);
        CHECK(rule(line.cell, "die") != nullptr);
        CHECK(model().bone.buried_density.value > 0.0);
        return true;
    }
    if (line.target == "suppress_precursors") {
        CHECK(acts("osteoclast_precursor", *rule("osteoclast_precursor", "fuse"), "contact_Treg", -1));
        return true;
    }
    if (line.target == "sasp") {
        CHECK(acts(line.cell, *rule(line.cell, "sasp"), "senescent", 1));
        CHECK(acts(line.cell, *rule(line.cell, "sasp"), "autophagy", -1));
        return true;
    }
    return false;
}

}  // namespace

TEST_CASE("Every edge of the reference network is in the biology, with its sign", "[config][network]")
{
    const std::vector<NetworkLine> lines = reference_network();
    if (lines.empty()) {
        std::cout << "SKIPPED: network.csv is not here; set TRABECULA_TEST_DATA to the folder beside its own\n";
        return;
    }
    CHECK(lines.size() > 90);
    for (const NetworkLine& line : lines) {
        CAPTURE(line.cell, line.target, line.driver, line.effect);
        if (says_something_else(line)) continue;
        const Target target = target_of(line);
        for (const Influence& driver : drivers_of(line)) {
            CAPTURE(driver.signal, driver.sign);
            bool found = false;
            for (const std::string& name : target.names)
                if (const RuleSpec* const acted_on = rule(line.cell, name))
                    found = found || acts(line.cell, *acted_on, driver.signal, driver.sign * target.sign);
            CHECK(found);
        }
    }
}

TEST_CASE("Every cytokine is made by some cell and felt by some cell", "[config][network]")
{
    for (std::size_t f = 0; f < model().fields.size(); ++f) {
        const std::string& field = model().fields[f].name;
        CAPTURE(field);
        const bool made = std::ranges::any_of(model().cells, [&](const CellParams& cell) {
            return rule(cell.name, "secrete_" + field) != nullptr || rule(cell.name, "free_" + field) != nullptr;
        });
        CHECK(made);
        const bool binds = model().fields[f].binds;  // OPG acts by what it binds
        const bool felt = std::ranges::any_of(model().cells, [&](const CellParams& cell) {
            return cell.rulebook.reads(f) || rule(cell.name, "climb_" + field) != nullptr;
        });
        CHECK((felt || binds));
    }
}

TEST_CASE("Every state has a way in", "[config][network]")
{
    for (const CellParams& cell : model().cells)
        for (std::size_t g = 0; g < cell.states.size(); ++g)
            for (std::size_t s = 0; s < cell.states[g].states.size(); ++s) {
                CAPTURE(cell.name, cell.states[g].states[s]);
                const bool entered = std::ranges::any_of(cell.become_state, [&](const StateChange& change) {
                    return change.group == g && change.state == s;
                });
                CHECK((entered || cell.states[g].shares[s] > 0.0));
            }
}

TEST_CASE("Every node drives something, and every systemic signal is felt", "[config][network]")
{
    std::set<std::string> felt;
    for (const CellParams& cell : model().cells) {
        std::set<std::string> read_here;
        for (const NodeSpec& node : cell.rulebook.nodes())
            for (const Influence& influence : direct(node.rule)) read_here.insert(influence.signal);
        for (const BehaviourSpec& behaviour : cell.rulebook.behaviours())
            for (const Influence& influence : direct(behaviour.rule)) read_here.insert(influence.signal);
        for (const NodeSpec& node : cell.rulebook.nodes()) {
            CAPTURE(cell.name, node.rule.name.text);
            CHECK(read_here.contains(node.rule.name.text));
        }
        felt.insert(read_here.begin(), read_here.end());
    }
    REQUIRE(model().load);
    if (felt.contains("strain")) felt.insert(model().systemic[model().load->signal].signal.name);
    for (const TimeCourse& course : model().systemic) {
        CAPTURE(course.signal.name);
        CHECK(felt.contains(course.signal.name));
    }
}
