#include "app/commands/commands.hpp"
#include "app/commands/output_file.hpp"
#include "app/commands/scenario_arguments.hpp"
#include "app/explain/compound_report.hpp"
#include "app/explain/network_picture.hpp"

#include "output/atomic_file.hpp"

#include "agents/cell_types.hpp"

#include "core/error.hpp"
#include "core/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace trabecula {

namespace {

std::string unit_text(std::string_view unit)
{
    return unit == "1" ? "" : fmt::format(" {}", unit);
}

std::string driver_text(const Driver& driver)
{
    std::string text = fmt::format("{} (half at {:g}, Hill {:g}", driver.signal.text, driver.half, driver.hill);
    if (driver.emax != 1.0) text += fmt::format(", at most {:g} %", 100.0 * driver.emax);
    return text + ")";
}

std::string drivers_text(const std::vector<Driver>& drivers, std::string_view joint)
{
    std::vector<std::string> parts;
    for (const Driver& driver : drivers) parts.push_back(driver_text(driver));
    return fmt::format("{}", fmt::join(parts, joint));
}

std::vector<std::string> names_of(const std::vector<NameInFile>& states)
{
    std::vector<std::string> names;
    for (const NameInFile& state : states) names.push_back(state.text);
    return names;
}

std::string rule_text(const RuleSpec& rule, std::string_view unit)
{
    std::string text = fmt::format("{:g}{}", rule.base, unit_text(unit));
    if (!rule.activators.empty())
        text = fmt::format("rises from {:g} to {:g}{} with {}", rule.base, rule.max, unit_text(unit),
                           drivers_text(rule.activators, " and "));
    else if (rule.max != rule.base && !rule.required.empty())
        text = fmt::format("is {:g}{}", rule.base, unit_text(unit));
    if (!rule.required.empty()) text += ", only with " + drivers_text(rule.required, " AND ");
    if (!rule.inhibitors.empty()) text += ", inhibited by " + drivers_text(rule.inhibitors, " and ");
    if (!rule.independent_inhibitors.empty())
        text += ", inhibited independently by " + drivers_text(rule.independent_inhibitors, " and by ");
    if (!rule.when.empty()) text += fmt::format("; only when {}", fmt::join(names_of(rule.when), " or "));
    return text;
}

void print_sources(const RuleSpec& rule)
{
    fmt::print("      source: {}\n", rule.source);
    for (const auto* drivers : rule.drivers())
        for (const Driver& driver : *drivers)
            if (!driver.source.empty()) fmt::print("      source for {}: {}\n", driver.signal.text, driver.source);
}

void explain_cell(const CellType& type, const CellParams& cell)
{
    fmt::print("\n{}: {}\n    source: {}\n", cell.name, type.role, cell.source);
    for (const StateGroup& group : cell.states) {
        std::vector<std::string> starts;
        for (std::size_t s = 0; s < group.states.size(); ++s)
            starts.push_back(fmt::format("{} ({:g} %)", group.states[s], 100.0 * group.shares[s]));
        fmt::print("  - {}: is, and arrives as, {}\n      source: {}\n", group.name, fmt::join(starts, ", "),
                   group.source);
    }
    for (const NodeSpec& node : cell.rulebook.nodes()) {
        fmt::print("  - node {} {}; follows within {:g} h\n", node.rule.name.text, rule_text(node.rule, "1"),
                   node.relaxation.value);
        print_sources(node.rule);
    }
    for (const BehaviourSpec& behaviour : cell.rulebook.behaviours()) {
        fmt::print("  - {} {}\n", behaviour.rule.name.text, rule_text(behaviour.rule, behaviour.dimension.unit));
        print_sources(behaviour.rule);
    }
}

const std::string& name_of(const Species& species, const ModelParams& model)
{
    return species.kind == Species::Kind::field ? model.fields[species.index].name
                                                : model.systemic[species.index].signal.name;
}

/// What binds a field, as a list in words; empty: nothing.
std::string partners_of(std::size_t field, const ModelParams& model)
{
    const Species wanted{Species::Kind::field, field};
    std::vector<std::string> partners;
    for (const Binding& binding : model.bindings)
        for (std::size_t side = 0; side < 2; ++side)
            if (binding.partners[side] == wanted) partners.push_back(name_of(binding.partners[1 - side], model));
    return fmt::format("{}", fmt::join(partners, " and "));
}

void explain_bindings(const ModelParams& model)
{
    if (!model.bindings.empty()) fmt::print("\nBinding\n");
    for (const Binding& binding : model.bindings)
        fmt::print("  - {} and {} bind each other, half at {:g} pM\n      source: {}\n",
                   name_of(binding.partners[0], model), name_of(binding.partners[1], model), binding.kd.value,
                   binding.source);
    for (std::size_t f = 0; f < model.fields.size(); ++f)
        if (model.fields[f].binds)
            fmt::print("  - in rules, {0} {1}is what {2} leaves free; uptake takes what is free and what is bound\n",
                       model.fields[f].name,
                       model.presented[f] ? fmt::format("(and presented_{}) ", model.fields[f].name) : "",
                       partners_of(f, model));
}

void explain_load(const ModelParams& model)
{
    const LoadParams& load = *model.load;
    fmt::print(
        "\nLoad\n  - the sample is pressed by {:g}, {:g} and {:g} MPa along x, y and z, times {}; bone that leads from "
        "end to end bears it and is strained, its modulus being {:g} MPa; found anew every {:g} h\n      source: {}\n",
        load.stress[0].value, load.stress[1].value, load.stress[2].value, model.systemic[load.signal].signal.name,
        load.modulus.value, load.every.value, load.source);
}

void explain_profiles(const Scenario& scenario)
{
    if (!scenario.profiles.empty()) fmt::print("\nProfiles\n");
    for (const Profile& profile : scenario.profiles)
        fmt::print("  - {}: {}\n      source: {}\n", profile.name, profile.meaning, profile.source);
}

void explain(const Scenario& scenario)
{
    fmt::print("{}\n", scenario.title);
    explain_profiles(scenario);
    fmt::print("\nFields\n");
    for (const FieldSpec& field : scenario.model.fields)
        fmt::print(
            "  - {} diffuses at {:g} um2/h in marrow and {:g} um2/h in bone, decays at {:g} /h\n      source: {}\n",
            field.name, field.in_marrow.value, field.in_bone.value, field.decay.value, field.source);
    explain_bindings(scenario.model);
    if (scenario.model.load) explain_load(scenario.model);
    for (std::size_t p = 0; p < scenario.model.cells.size(); ++p)
        explain_cell(cell_types()[p], scenario.model.cells[p]);
}

void explain_compound(const Scenario& scenario, const std::string& name)
{
    std::vector<std::string> known;
    for (const Compound& compound : scenario.medication.compounds) known.push_back(compound.name);
    const auto found = std::ranges::find(known, name);
    if (found == known.end())
        throw InputError(
            fmt::format("--compound {}: not a compound that this scenario includes{}", name, suggestion(name, known)));
    fmt::print(
        "{}", compound_report(scenario.medication, static_cast<std::size_t>(found - known.begin()), scenario.duration));
}

/// The rulebook as a graph in the language of Graphviz.
void draw(const Scenario& scenario)
{
    fmt::print("digraph rulebook {{\n  rankdir=LR;\n  node [shape=box, fontname=\"DejaVu Sans\"];\n");
    for (const CellParams& cell : scenario.model.cells) {
        std::vector<std::string> nodes;
        for (const NodeSpec& node : cell.rulebook.nodes()) nodes.push_back(node.rule.name.text);
        const auto name = [&](const std::string& signal) {
            const bool own = std::find(nodes.begin(), nodes.end(), signal) != nodes.end();
            return own ? cell.name + "\\n" + signal : signal;
        };
        const auto edges = [&](const RuleSpec& rule) {
            const std::string target = cell.name + "\\n" + rule.name.text;
            for (const Driver& driver : rule.activators)
                fmt::print("  \"{}\" -> \"{}\";\n", name(driver.signal.text), target);
            for (const Driver& driver : rule.required)
                fmt::print("  \"{}\" -> \"{}\" [style=bold];\n", name(driver.signal.text), target);
            for (const auto* inhibitors : rule.all_inhibitors())
                for (const Driver& driver : *inhibitors)
                    fmt::print("  \"{}\" -> \"{}\" [arrowhead=tee, color=firebrick];\n", name(driver.signal.text),
                               target);
            for (const NameInFile& state : rule.when)
                fmt::print("  \"{}\" -> \"{}\" [style=bold];\n", cell.name + "\\n" + state.text, target);
        };
        for (const NodeSpec& node : cell.rulebook.nodes()) edges(node.rule);
        for (const BehaviourSpec& behaviour : cell.rulebook.behaviours()) {
            edges(behaviour.rule);
            for (const auto& [list, prefix] : {std::pair{&cell.secrete, "secrete_"}, std::pair{&cell.free, "free_"},
                                               std::pair{&cell.present, "present_"}})
                for (const FieldBehaviour& exchange : *list)
                    if (behaviour.rule.name.text == prefix + scenario.model.fields[exchange.field].name)
                        fmt::print(
                            "  \"{}\" -> \"{}{}\" [style=dotted];\n", cell.name + "\\n" + behaviour.rule.name.text,
                            list == &cell.present ? "presented_" : "", scenario.model.fields[exchange.field].name);
        }
    }
    for (const Binding& binding : scenario.model.bindings)
        fmt::print("  \"{}\" -> \"{}\" [dir=none, style=dashed];\n", name_of(binding.partners[0], scenario.model),
                   name_of(binding.partners[1], scenario.model));
    fmt::print("}}\n");
}

}  // namespace

void add_explain(CLI::App& program)
{
    CLI::App* command = program.add_subcommand(
        "explain", "The rulebook of a scenario in words, with the source of every number, or as a diagram");
    auto arguments = std::make_shared<ScenarioArguments>();
    arguments->add_to(*command);
    auto diagram = std::make_shared<bool>(false);
    command->add_flag("--dot", *diagram, "print the diagram in Graphviz' language instead");
    auto picture = std::make_shared<OutputFile>();
    picture->add_to(*command, "draw the rulebook into this file (SVG) instead");
    auto compound = std::make_shared<std::string>();
    command
        ->add_option("--compound", *compound,
                     "only what this compound acts on, and how much of its effect the scenario's doses reach")
        ->excludes("--dot")
        ->excludes("-o");
    command->footer(
        "Examples:\n  trabecula explain configs/scenarios/demo.toml\n  trabecula explain configs/scenarios/demo.toml "
        "-o "
        "rules.svg\n  trabecula explain configs/scenarios/demo.toml "
        "--dot | dot -Tsvg -o rules.svg\n  trabecula explain configs/scenarios/demo-berberine-oral.toml --compound "
        "berberine");
    command->callback([=] {
        picture->check();
        const Scenario loaded = arguments->load();
        if (!picture->path.empty())
            write_text_file(picture->path, network_picture(loaded.model));
        else if (*diagram)
            draw(loaded);
        else if (!compound->empty())
            explain_compound(loaded, *compound);
        else
            explain(loaded);
    });
}

}  // namespace trabecula
