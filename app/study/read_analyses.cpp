#include "app/study/read_analyses.hpp"

#include "app/study/doses.hpp"
#include "app/study/read_levels.hpp"
#include "app/study/sampled_arms.hpp"

#include "core/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace trabecula {

namespace {

/// The places in `all` of the names that a list gives; notes those that are not there. `all` has members with a name.
template <class Named>
std::vector<std::size_t> places_of(Section& section, std::string_view key, const std::vector<Named>& all)
{
    std::vector<std::string> known;
    for (const Named& one : all) known.push_back(one.name.text);
    const std::vector<NameInFile> names = section.names_if_present(key);
    if (names.empty())
        section.problem(key, fmt::format("names nothing; give a list like [\"{}\"]", known.empty() ? "" : known[0]));
    std::vector<std::size_t> places;
    for (const NameInFile& name : names) {
        const auto found = std::ranges::find(known, name.text);
        if (found != known.end())
            places.push_back(static_cast<std::size_t>(found - known.begin()));
        else
            section.reader().problems.add(
                name.place, fmt::format("{}.{} names \"{}\", which the study does not have{}", section.path(), key,
                                        name.text, suggestion(name.text, known)));
    }
    refuse_duplicates(names, fmt::format("in {}", key), section.reader().problems);
    return places;
}

void check_design(Section& section, const Study& study, AnalysisKind kind)
{
    const DesignKind design = study.design.kind;
    const std::string& word = design_words[static_cast<std::size_t>(design)];
    if (kind == AnalysisKind::sensitivity && !is_sampled(design) && design != DesignKind::one_at_a_time)
        section.problem("kind",
                        fmt::format("= \"sensitivity\" does not fit a design of kind {}; take saltelli, morris, "
                                    "one_at_a_time, latin_hypercube or sobol_sequence",
                                    word));
    if (kind == AnalysisKind::synergy && design != DesignKind::pairs)
        section.problem("kind", fmt::format("= \"synergy\" does not fit a design of kind {}; take pairs", word));
    if ((kind == AnalysisKind::dose_response || kind == AnalysisKind::effect) && is_sampled(design))
        section.problem("kind", fmt::format("= \"{}\" does not fit a design of kind {}; take grid, list, "
                                            "one_at_a_time or pairs",
                                            analysis_words[static_cast<std::size_t>(kind)], word));
}

/// What adds up within a cell is an assumption of the rules, so that synergy there would only show the assumption.
void refuse_nodes(Section& section, const Study& study, const Analysis& analysis)
{
    for (const std::size_t r : analysis.responses) {
        const std::string& series = study.responses[r].series.text;
        if (std::ranges::count(series, '.') == 2 && series.ends_with(".mean"))
            section.problem("responses", fmt::format("holds {}, the activity of a node ({}); synergy is asked of what "
                                                     "cells do together, like counts, bone or markers",
                                                     study.responses[r].name.text, series));
    }
}

Analysis read_analysis(Section& section, const Study& study)
{
    Analysis analysis;
    analysis.kind = static_cast<AnalysisKind>(section.choice("kind", analysis_words));
    analysis.responses = places_of(section, "responses", study.responses);
    check_design(section, study, analysis.kind);
    if (analysis.kind == AnalysisKind::dose_response) analysis.factors = places_of(section, "doses", study.factors);
    if (analysis.kind == AnalysisKind::synergy) {
        for (std::size_t f = 0; f < study.factors.size(); ++f) analysis.factors.push_back(f);
        refuse_nodes(section, study, analysis);
    }
    if (analysis.kind == AnalysisKind::effect) {
        analysis.factors = places_of(section, "of", study.factors);
        return analysis;
    }
    for (const std::size_t f : analysis.factors) check_doses(study, f, section.reader().problems);
    return analysis;
}

}  // namespace

void read_analyses(Section& root, Study& study)
{
    std::vector<NameInFile> kinds;
    for (Section& section : root.list_if_present("analysis")) {
        study.analyses.push_back(read_analysis(section, study));
        kinds.push_back(
            {analysis_words[static_cast<std::size_t>(study.analyses.back().kind)], section.place_of("kind")});
    }
    refuse_duplicates(kinds, "the kind of an analysis", root.reader().problems);
}

}  // namespace trabecula
