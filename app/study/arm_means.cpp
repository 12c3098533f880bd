#include "app/study/arm_means.hpp"

#include "app/study/arm_values.hpp"

namespace trabecula {

AnalysisTable arm_means(const Study& study, const StudyTable& table)
{
    AnalysisTable made{"arms",
                       "mean over the seeds of each arm, with its 95 % confidence interval (Student's t)",
                       {{"response", "", "which response"},
                        {"arm", "1", "number of the combination of levels, from 1"},
                        {"levels", "", "of the factors"},
                        {"runs", "1", "that are done"},
                        {"mean", "1", "in the unit of the response"},
                        {"mean_low", "1", "end of the 95 % confidence interval"},
                        {"mean_high", "1", "end of the 95 % confidence interval"},
                        {"SD", "1", "standard deviation of the sample"}},
                       {},
                       false};
    for (std::size_t response = 0; response < study.responses.size(); ++response) {
        const ArmValues values(study, table, response);
        for (std::size_t arm = 0; arm < study.arms.size(); ++arm) {
            const Summary found = summarise(values.known(arm));
            made.rows.push_back({study.responses[response].name.text, static_cast<double>(arm + 1),
                                 describe(study, study.arms[arm]), static_cast<double>(found.count), found.mean,
                                 found.mean - found.half_interval, found.mean + found.half_interval, found.sd});
        }
    }
    return made;
}

}  // namespace trabecula
