#include "viz/report/study_report.hpp"

#include "viz/report/study_charts.hpp"
#include "viz/report/study_maps.hpp"
#include "viz/report/study_misfit.hpp"
#include "viz/report/study_responses.hpp"
#include "viz/report/study_tables.hpp"

namespace trabecula {

std::string study_report_of(const std::filesystem::path& file, const ReportOrigin& origin)
{
    const StudyTable table = read_study_table(file);
    return page_of(table.title,
                   {
                       {"summary", "Summary", design_section(table)},
                       {"misfit", "Misfit", misfit_section(table)},
                       {"dose-response", "Dose and response", dose_response_section(table)},
                       {"effects", "Effects", effects_section(table)},
                       {"sensitivity", "Sensitivity", sensitivity_section(table)},
                       {"synergy", "Synergy", synergy_section(table)},
                       {"responses", "Responses", responses_section(table)},
                       {"arms", "Arms", arms_section(table)},
                       {"failures", "Failures", failures_section(table)},
                       {"provenance", "Provenance", provenance_section(table, file)},
                   },
                   origin, Scene::without);
}

}  // namespace trabecula
