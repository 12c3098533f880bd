#include "app/evidence/assays.hpp"

#include <array>
#include <string>
#include <utility>

namespace trabecula {

namespace {

std::vector<std::string> texts(Section& section, std::string_view key)
{
    std::vector<std::string> all;
    for (NameInFile& name : section.names_if_present(key)) all.push_back(std::move(name.text));
    return all;
}

void read_effort(Section& section, AssayContext& context)
{
    for (std::string& setting : texts(section, "settings")) context.settings.push_back(std::move(setting));
    section.read_if_present("from", context.from, not_negative);
    section.read_if_present("treat_from", context.treat_from, not_negative);
    if (section.has("replicates")) context.replicates = section.whole_number("replicates", 2, 1000);
    if (section.has("most")) context.most = section.whole_number("most", 2, 1000);
    if (context.most < context.replicates) section.problem("most", "is less than replicates");
}

AssayContext read_context(Section& section, const std::filesystem::path& folder, Effort effort)
{
    AssayContext context;
    context.scenario = section.name("scenario");
    context.scenario.text = (folder / context.scenario.text).lexically_normal().string();
    if (!std::filesystem::is_regular_file(context.scenario.text))
        section.problem("scenario", "is no file; give a scenario, relative to this file");
    read_effort(section, context);
    Section quick = section.section_or_empty("quick");
    if (effort == Effort::quick)
        read_effort(quick, context);
    else
        quick.skip();
    return context;
}

Readout read_readout(Section& section)
{
    Readout readout;
    readout.series = section.names_if_present("series");
    if (readout.series.empty()) section.problem("series", "names no time series");
    readout.minus = section.names_if_present("minus");
    readout.over = section.names_if_present("over");
    readout.reduce = static_cast<Reduce>(section.choice("reduce", reductions_without_threshold()));
    readout.shows = section.names_if_present("shows");
    readout.meaning = section.text("meaning");
    return readout;
}

CompoundFile read_compound_file(Section& section, const std::filesystem::path& folder)
{
    return {(folder / section.text("file")).lexically_normal(), section.text("name"), texts(section, "given")};
}

const std::array<std::string, 3> withdrawn_words{"neither", "treated", "both"};

Comparison read_comparison(Section& section)
{
    Comparison comparison;
    comparison.name = section.text("name");
    if (section.has("compound")) comparison.compound = section.name("compound");
    if (section.has("reference_compound")) comparison.reference_compound = section.name("reference_compound");
    if (section.has("withdrawn"))
        comparison.withdrawn = static_cast<Withdrawn>(section.choice("withdrawn", withdrawn_words));
    comparison.treated = texts(section, "treated");
    comparison.reference = texts(section, "reference");
    comparison.both = texts(section, "both");
    comparison.treated_dose = section.text_if_present("treated_dose");
    comparison.reference_dose = section.text_if_present("reference_dose");
    if (section.has("against")) comparison.against = section.name("against");
    return comparison;
}

ClaimDetails read_details(Section& section)
{
    ClaimDetails details;
    details.place = section.place();
    details.readout = section.text_if_present("readout");
    details.not_run = section.text_if_present("not_run").value_or("");
    details.perturbs = texts(section, "perturbs");
    for (Section& comparison : section.list_if_present("comparison"))
        details.comparisons.push_back(read_comparison(comparison));
    return details;
}

/// Reads every `[heading.NAME]`.
template <class Item, class Read>
void read_all(Section& root, std::string_view heading, std::map<std::string, Item>& items, Read&& read)
{
    Section all = root.section_or_empty(heading);
    for (auto& [name, section] : all.named_sections()) items.emplace(name.text, read(section));
}

}  // namespace

Assays read_assays(const std::filesystem::path& folder, Effort effort)
{
    Assays assays;
    ConfigReader reader;
    for (const char* file : {"contexts.toml", "readouts.toml", "claims.toml"}) {
        const ConfigNode tree = load_config(folder / file);
        Section root(tree, "", reader);
        read_all(root, "context", assays.contexts,
                 [&](Section& section) { return read_context(section, folder, effort); });
        read_all(root, "readout", assays.readouts, read_readout);
        read_all(root, "compound", assays.compounds,
                 [&](Section& section) { return read_compound_file(section, folder); });
        read_all(root, "claim", assays.details, read_details);
    }
    reader.problems.throw_if_any();
    return assays;
}

CompoundFile compound_file(const Assays& assays, const std::filesystem::path& folder, const std::string& name)
{
    const auto found = assays.compounds.find(name);
    if (found != assays.compounds.end()) return found->second;
    return {(folder / "../compounds" / (name + ".toml")).lexically_normal(), name, {}};
}

}  // namespace trabecula
